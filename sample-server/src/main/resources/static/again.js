// Sends a form at once.
document.querySelector('form[data-submit]').submit();
