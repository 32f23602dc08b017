import { get, post } from './api.js';
import { h, link, number, problem, table } from './page.js';

export const title = 'Budgets';

const UNITS = { tokens: 'tokens', costMicros: 'cost', calls: 'calls', wallMs: 'time' };
const EVERY_MS = 2_000;

const amount = (unit, value) => unit === 'costMicros' ? (value / 1e6).toFixed(2) : unit === 'wallMs' ? `${number(Math.round(value / 1000))} s` : number(value);

export const show = async (main, signal, name) => {
  const list = h('div', {});
  main.append(h('h2', {}, name ? `Budget ${name}` : 'Budgets'), list);
  const load = async () => {
    try {
      const accounts = await get(name ? `/budgets/${encodeURIComponent(name)}` : '/budgets', signal);
      list.replaceChildren(...accounts.length === 0 ? [h('p', { class: 'soft' }, 'Nobody has a budget.')] : accounts.map(account => shown(account, signal, name)));
    } catch (error) {
      if (!signal.aborted) list.replaceChildren(problem(error));
    }
  };
  await load();
  const timer = setInterval(() => { if (!document.hidden && !list.contains(document.activeElement)) load(); }, EVERY_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
};

const shown = (account, signal, name) => h('section', { class: 'card account' },
  h('h2', {}, name ? account.path : link(`budgets/${encodeURIComponent(account.path)}`, account.path)),
  h('p', { class: 'soft' }, `at the limit: ${account.atLimit.toLowerCase()}; ${number(account.open)} reservations open, ${number(account.refused)} refused${account.reachedPercent ? `; ${account.reachedPercent} % reached` : ''}`),
  Object.keys(UNITS).filter(unit => account.limit[unit] >= 0).map(unit => meter(unit, account)),
  account.questions.map(question => asked(question, account, signal)),
  name && account.agents.length ? [h('h3', { class: 'soft' }, 'By agent'), tallies(account.agents)] : null,
  name && account.models.length ? [h('h3', { class: 'soft' }, 'By model'), tallies(account.models)] : null);

/** What is spent, what is reserved, and what is free of a limit. */
const meter = (unit, account) => {
  const limit = account.limit[unit] + Math.max(0, account.added[unit]);
  const spent = h('i', { class: 'fill calm' });
  spent.style.flexGrow = account.spent[unit];
  const reserved = h('i', { class: 'fill warn' });
  reserved.style.flexGrow = account.reserved[unit];
  const free = h('i');
  free.style.flexGrow = Math.max(0, limit - account.spent[unit] - account.reserved[unit]);
  const words = `${amount(unit, account.spent[unit])} spent, ${amount(unit, account.reserved[unit])} reserved, of ${amount(unit, limit)}`;
  return h('div', { class: 'meter wide' }, h('span', {}, UNITS[unit]), h('div', { class: 'bar', role: 'img', 'aria-label': words }, spent, reserved, free), h('span', {}, words));
};

const asked = (question, account, signal) => {
  const answer = approved => post(`/budgets/${encodeURIComponent(account.path.split('/')[0])}/approvals`, { reservationId: question.reservationId, approved }, signal).catch(error => box.append(problem(error)));
  const box = h('div', { class: 'tools' }, h('span', {}, `${question.reservationId} of ${question.path ?? account.path} asks to go beyond the limit`),
    h('button', { onclick: () => answer(true) }, 'Allow'), h('button', { onclick: () => answer(false) }, 'Refuse'));
  return box;
};

const tallies = some => table(['Who', '>Calls', '>Tokens', '>Cost', '>Time'], some.map(each => [each.name ?? each.id ?? '', ...['calls', 'tokens', 'costMicros', 'wallMs'].map(unit => amount(unit, each.used[unit]))]));
