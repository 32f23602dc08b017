// The way to the server: requests, and streams that come back by themselves.

const TOKEN = 'swarmlog-token';
let asking = null;

const headers = (more = {}) => {
  const token = sessionStorage.getItem(TOKEN);
  return token ? { ...more, Authorization: `Bearer ${token}` } : more;
};

/** Asks the person for a token; everybody who waits for one waits for the same answer. */
const askForToken = why => {
  asking ??= new Promise(resolve => {
    const door = document.getElementById('door');
    document.getElementById('door-why').textContent = why;
    door.addEventListener('close', () => {
      sessionStorage.setItem(TOKEN, door.querySelector('input').value.trim());
      door.querySelector('input').value = '';
      asking = null;
      resolve();
    }, { once: true });
    door.showModal();
  });
  return asking;
};

const problemOf = async answer => {
  const told = await answer.json().catch(() => ({}));
  const error = new Error(told.detail || `${answer.status} ${answer.statusText}`);
  error.status = answer.status;
  return error;
};

const request = async (path, options = {}) => {
  for (;;) {
    const answer = await fetch(path, { ...options, headers: headers(options.headers) });
    if (answer.ok) return answer;
    const problem = await problemOf(answer);
    if (answer.status !== 401) throw problem;
    await askForToken(problem.message);
  }
};

export const get = async (path, signal) => (await request(path, { signal })).json();

export const post = async (path, body = {}, signal) => (await request(path, {
  method: 'POST', signal, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
})).json();

export const query = parameters => {
  const all = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== '' && value != null && value !== false) all.append(name, value);
  return all.toString();
};

const pause = (ms, signal) => new Promise(resolve => {
  const timer = setTimeout(resolve, ms);
  signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
});

/** Gives each event of a stream to `take(name, data)`; a stream that breaks off is opened again, one that ends well is not when `once`. */
export const follow = async (path, signal, take, { once = false, problem = () => {} } = {}) => {
  for (let tries = 0; !signal.aborted;) {
    try {
      const answer = await request(path, { signal });
      tries = 0;
      await read(answer.body, take);
      if (once) return;
    } catch (error) {
      if (signal.aborted) return;
      problem(error);
      if (error.status === 404 || error.status === 400 || error.status === 403) return;
    }
    tries += 1;
    await pause(Math.random() * Math.min(10_000, 500 * 2 ** tries), signal);
  }
};

const read = async (body, take) => {
  const text = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await text.read();
    if (done) return;
    rest += value;
    const events = rest.split('\n\n');
    rest = events.pop();
    for (const event of events) {
      let name = 'message';
      let data = '';
      for (const line of event.split('\n')) {
        if (line.startsWith('event:')) name = line.slice(6).trim();
        else if (line.startsWith('data:')) data += line.slice(5);
      }
      if (data) take(name, JSON.parse(data));
    }
  }
};
