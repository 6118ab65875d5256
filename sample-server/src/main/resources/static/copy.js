// Gives every command a button that copies it.
for (const command of document.querySelectorAll('.command')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'quiet';
  button.textContent = 'Copy';
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(command.querySelector('pre').textContent);
    button.textContent = 'Copied';
  });
  command.append(button);
}
