// A form is sent once: what is pressed again while the server works would only cancel the first answer.
for (const form of document.querySelectorAll('form')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
    }
    form.dataset.sent = 'true';
  });
}
// A page that comes back from the browser's history is usable again.
window.addEventListener('pageshow', () => {
  document.querySelectorAll('form').forEach((form) => delete form.dataset.sent);
});
