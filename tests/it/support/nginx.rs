//! nginx in front, with TLS from a certificate made on the spot: the real one, from the machine's package.
#![allow(dead_code, reason = "the browser journeys need only a part")]

use std::io::Write as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::eventually;

/// A running nginx.
pub struct Nginx {
    child: Child,
    folder: tempfile::TempDir,
    /// `https://` and where it listens.
    pub url: String,
}

impl Nginx {
    /// Where nginx is. Without one a test of it cannot run: that is said aloud, and where everything must run it is a failure.
    pub fn program() -> Option<PathBuf> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::env::split_paths(&path).chain(["/usr/sbin".into(), "/usr/local/sbin".into()]);
        let found = folders.map(|folder| folder.join("nginx")).find(|program| program.exists());
        if found.is_none() {
            assert!(std::env::var_os("CI").is_none(), "nginx is missing: ./tests/run installs it");
            // Not by a macro, whose words are kept back while all is fine.
            let said =
                "SKIPPED: nginx is not here, so nothing was tried behind a proxy. Install nginx, and run this again.";
            std::io::stderr().write_all(format!("{said}\n").as_bytes()).unwrap();
        }
        found
    }

    /// Starts it on a free port. `locations` is what its server does with requests.
    pub fn start(program: &Path, port: u16, locations: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        certificate(folder.path());
        let at = folder.path().display();
        let conf = format!(
            "daemon off; master_process off; pid {at}/pid; error_log stderr crit;
             events {{}}
             http {{
                 access_log off;
                 client_body_temp_path {at}/body; proxy_temp_path {at}/proxy; fastcgi_temp_path {at}/f;
                 uwsgi_temp_path {at}/u; scgi_temp_path {at}/s;
                 server {{
                     listen 127.0.0.1:{port} ssl;
                     ssl_certificate {at}/cert.pem;
                     ssl_certificate_key {at}/key.pem;
                     {locations}
                 }}
             }}"
        );
        std::fs::write(folder.path().join("nginx.conf"), conf).unwrap();
        let child = Command::new(program)
            .args(["-e", "stderr", "-p"])
            .arg(folder.path())
            .arg("-c")
            .arg(folder.path().join("nginx.conf"))
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let nginx = Self { child, folder, url: format!("https://127.0.0.1:{port}") };
        let client = nginx.client();
        eventually("nginx answers", || client.get(&nginx.url).call().ok().map(drop));
        nginx
    }

    /// A client that trusts this certificate and no other, and follows no redirect.
    pub fn client(&self) -> ureq::Agent {
        let pem = std::fs::read(self.folder.path().join("cert.pem")).unwrap();
        let trusted = ureq::tls::Certificate::from_pem(&pem).unwrap();
        let tls = ureq::tls::TlsConfig::builder().root_certs(ureq::tls::RootCerts::new_with_certs(&[trusted])).build();
        ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).tls_config(tls).build().into()
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A port that is free now.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn certificate(folder: &Path) {
    let made = Command::new("openssl")
        .current_dir(folder)
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"])
        .args(["-keyout", "key.pem", "-out", "cert.pem", "-subj", "/CN=angelia test"])
        .args(["-addext", "subjectAltName=IP:127.0.0.1", "-addext", "basicConstraints=critical,CA:FALSE"])
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}
