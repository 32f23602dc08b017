// What pages are made of.

/** An element: attributes, `on…` listeners and `class`, then what is in it; texts are texts, never HTML. */
export const h = (tag, attributes = {}, ...inside) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value != null && value !== false) element.setAttribute(name, value);
  }
  element.append(...inside.flat(Infinity).filter(one => one != null));
  return element;
};

export const svg = (tag, attributes = {}, ...inside) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value != null) element.setAttribute(name, value);
  }
  element.append(...inside.flat(Infinity).filter(one => one != null));
  return element;
};

/** Sets a text only where it is another, so that nothing is drawn anew for nothing. */
export const say = (element, text) => {
  const wanted = String(text);
  if (element.textContent !== wanted) element.textContent = wanted;
};

const NUMBER = new Intl.NumberFormat('en');
export const number = value => NUMBER.format(value);
export const rate = value => NUMBER.format(value >= 100 ? Math.round(value) : Math.round(value * 10) / 10);
const TIME = new Intl.DateTimeFormat('en-GB', { dateStyle: 'short', timeStyle: 'medium' });
export const time = ms => ms > 0 ? TIME.format(ms) : '';

export const ago = ms => {
  const s = Math.max(0, Math.round((Date.now() - ms) / 1000));
  return s < 120 ? `${s} s` : s < 7200 ? `${Math.floor(s / 60)} min` : `${Math.floor(s / 3600)} h`;
};

export const span = ms => ms < 10_000 ? `${ms} ms` : ms < 600_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 60_000)} min`;

const HUES = {
  HEALTHY: 'good', PROMOTED: 'good', COMPLETED: 'good', HERE: 'good', DONE: 'good', SUCCEEDED: 'good', INFO: 'calm',
  JOINING: 'calm', GATHERING: 'calm', PROPOSED: 'calm', TRYING: 'warn', RUNNING: 'calm', WAITING: 'calm', STARTED: 'calm',
  DEGRADED: 'warn', PAUSED: 'warn', COMPENSATING: 'warn', WARNING: 'warn', UNDOING: 'warn', RETRYING: 'warn', BACKING_OFF: 'warn',
  SUSPECT: 'near', ROLLED_BACK: 'near', NEEDS_ATTENTION: 'near', QUARANTINED: 'near',
  DEAD: 'bad', LOST: 'bad', EXPIRED: 'bad', FAILED: 'bad', ERROR: 'bad', CRITICAL: 'bad',
};
export const hue = state => HUES[state] ?? 'none';

/** A state as a word with a mark of its colour and form. */
export const state = word => h('span', { class: `state ${hue(word)}` }, word.toLowerCase().replaceAll('_', ' '));

export const link = (view, text) => h('a', { href: `#${view}` }, text);

/** A table of rows; a cell is a text, an element, or a number, which stands to the right. */
export const table = (heads, rows, none = 'Nothing yet.') => rows.length === 0
  ? h('p', { class: 'soft' }, none)
  : h('div', { class: 'scroll' }, h('table', {},
    h('thead', {}, h('tr', {}, heads.map(head => h('th', { scope: 'col', class: head.startsWith('>') ? 'num' : null }, head.replace('>', ''))))),
    h('tbody', {}, rows.map(row => h('tr', {}, row.map((cell, i) => h('td', { class: heads[i].startsWith('>') ? 'num' : 'wrap' }, cell ?? '')))))));

export const tile = (name, value, note = '') => h('div', { class: 'card tile' }, h('b', {}, String(value)), h('span', {}, name + note));

export const problem = error => h('div', { class: 'card problem', role: 'alert' }, error.message);

/** A choice of words with a label. */
export const choice = (label, name, words, chosen, changed) => h('label', {}, label,
  h('select', { name, onchange: event => changed(event.target.value) },
    words.map(([value, text]) => h('option', { value, selected: value === chosen }, text))));
