// A button that prints the page; without scripts the browser's own does the same.

const button = document.getElementById("print");
button.hidden = false;
button.addEventListener("click", () => window.print());
