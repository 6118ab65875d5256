// A browser as far as the pages of the sample need one: cookies, redirections and forms.
export class Browser {
  #cookies = new Map();

  constructor(origin) {
    this.origin = origin;
  }

  async open(url, options = {}) {
    const response = await fetch(url, {
      ...options,
      redirect: 'manual',
      headers: { accept: 'text/html', cookie: this.#cookieHeader(), ...options.headers },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = cookie.split(';')[0].split(/=(.*)/s);
      this.#cookies.set(name, value);
    }
    return response;
  }

  // Follows redirections to pages of the server; ends at a page, or at a redirection that `stop` accepts.
  async follow(response, stop) {
    for (let hops = 0; hops < 10; hops++) {
      const location = response.headers.get('location');
      if (location === null) {
        return { page: await this.#page(response) };
      }
      const url = new URL(location, response.url);
      if (stop(url)) {
        return { url };
      }
      response = await this.open(url);
    }
    throw new Error('too many redirections');
  }

  // Posts the form of a page whose action ends in `action`, with its hidden fields and the values given.
  async submit(page, action, values, origin = this.origin) {
    const form = [...page.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)]
      .map(([html]) => html)
      .find((html) => attribute(html, 'action')?.endsWith(action));
    if (form === undefined) {
      throw new Error(`the page has no form for ${action}:\n${page}`);
    }
    const body = new URLSearchParams();
    for (const [input] of form.matchAll(/<input\b[^>]*>/g)) {
      if (attribute(input, 'type') === 'hidden') {
        body.append(attribute(input, 'name'), attribute(input, 'value'));
      }
    }
    for (const [name, value] of Object.entries(values)) {
      body.set(name, value);
    }
    return this.open(new URL(attribute(form, 'action'), origin), { method: 'POST', body });
  }

  async #page(response) {
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${response.url}: HTTP ${response.status}\n${text}`);
    }
    return text;
  }

  #cookieHeader() {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

function attribute(html, name) {
  return html.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1].replaceAll('&amp;', '&');
}
