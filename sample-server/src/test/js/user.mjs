// What the user does at the pages of the sample while a client waits.
import { Browser } from './browser.mjs';
import { redirectUri } from './backends.mjs';

export const issuer = process.argv[2];
export const userName = 'john';

// Logs in and consents to an authorization request; returns where that leads back to.
export async function consent(authorizationUrl) {
  const browser = new Browser(issuer);
  const asked = await logIn(browser, authorizationUrl);
  return (await decide(browser, asked, '/api/authorization/decision')).url;
}

// Compares the code that a device shows, and allows the device.
export async function allowDevice({ verification_uri_complete: uri, user_code: userCode }) {
  const browser = new Browser(issuer);
  const shown = await logIn(browser, uri);
  const asked = await press(browser, shown, '/device', { user_code: userCode });
  await decide(browser, asked, '/device/decision');
}

// Finds the request of a client that is elsewhere, and allows it.
export async function allowBackchannel() {
  const browser = new Browser(issuer);
  const asked = await logIn(browser, `${issuer}/ciba`);
  await decide(browser, asked, '/ciba/decision');
}

async function logIn(browser, url) {
  const login = await browser.follow(await browser.open(url), isBackAtClient);
  return press(browser, login, '/login', { username: userName, password: 'john' });
}

async function decide(browser, asked, action) {
  return press(browser, asked, action, { decision: 'authorize' });
}

async function press(browser, { page }, action, values) {
  return browser.follow(await browser.submit(page, action, values), isBackAtClient);
}

function isBackAtClient(location) {
  return location.href.startsWith(redirectUri);
}
