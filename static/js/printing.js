// A button with data-print prints the page; the menu of the browser does too, so without scripts there is no button.
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-print]")) window.print();
});
