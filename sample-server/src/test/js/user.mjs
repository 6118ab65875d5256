// What the user does at the pages of the sample while a client waits.
import { Browser } from './browser.mjs';
import { redirectUri } from './backends.mjs';

export const issuer = process.argv[2];
export const userName = 'john';
const john = { username: userName, password: 'john' };
const allow = { decision: 'authorize' };

// Logs in and consents to an authorization request; returns where that leads back to.
export async function consent(authorizationUrl) {
  const browser = new Browser(issuer);
  const asked = await logIn(browser, authorizationUrl);
  return (await decide(browser, asked, '/api/authorization/decision')).url;
}

// The same from a page that leads to the authorization request, in a browser that stays; returns where that leads back to.
export async function logInAndAllow(browser, page, isBack) {
  const login = await browser.follow(await browser.open(page), () => false);
  const asked = await browser.follow(await browser.submit(login.page, '/login', john, issuer), () => false);
  const decided = await browser.submit(asked.page, '/api/authorization/decision', allow, issuer);
  return (await browser.follow(decided, isBack)).url;
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
  return press(browser, login, '/login', john);
}

async function decide(browser, asked, action) {
  return press(browser, asked, action, allow);
}

async function press(browser, { page }, action, values) {
  return browser.follow(await browser.submit(page, action, values), isBackAtClient);
}

function isBackAtClient(location) {
  return location.href.startsWith(redirectUri);
}
