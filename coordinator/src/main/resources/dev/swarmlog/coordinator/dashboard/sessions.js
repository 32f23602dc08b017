import { get, query } from './api.js';
import { h, choice, link, problem, span, state, table, time } from './page.js';

export const title = 'Sessions';

const STATES = ['GATHERING', 'RUNNING', 'COMPLETED', 'CANCELLED', 'EXPIRED'];
const PAGE = 50;
const EVERY_MS = 2_000;

export const show = async (main, signal) => {
  const wish = { state: '', type: '', limit: PAGE };
  let cursors = [''];
  let following = '';
  const list = h('div', { class: 'card' });
  const back = h('button', { onclick: () => { cursors.pop(); load(); } }, 'Previous');
  const next = h('button', { onclick: () => { cursors.push(following); load(); } }, 'Next');
  const wished = change => { Object.assign(wish, change); cursors = ['']; load(); };
  main.append(
    h('h2', {}, title),
    h('div', { class: 'tools' },
      h('label', {}, 'Type', h('input', { name: 'type', onchange: event => wished({ type: event.target.value.trim() }) })),
      choice('State', 'state', [['', 'any'], ...STATES.map(word => [word, word.toLowerCase()])], '', value => wished({ state: value })),
      back, next),
    list);
  const load = async () => {
    try {
      const page = await get(`/sessions?${query({ ...wish, cursor: cursors.at(-1) })}`, signal);
      following = page.next;
      next.disabled = !page.next;
      back.disabled = cursors.length < 2;
      list.replaceChildren(table(['Session', 'Type', 'State', '>There', 'Phase', 'Created', '>Took', 'Because'], page.sessions.map(session => [
        link(`session/${encodeURIComponent(session.sessionId)}`, session.sessionId), session.type, state(session.state), there(session),
        session.phases.findLast(phase => phase.openedAtMs > 0)?.name, time(session.createdAtMs),
        session.endedAtMs ? span(session.endedAtMs - session.createdAtMs) : '', session.cause]), 'No session is like that.'));
    } catch (error) {
      if (!signal.aborted) list.replaceChildren(problem(error));
    }
  };
  await load();
  const timer = setInterval(() => { if (!document.hidden && !list.contains(document.activeElement)) load(); }, EVERY_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
};

const sum = some => Object.values(some).reduce((all, one) => all + one, 0);

export const there = session => `${sum(session.present)} of ${sum(session.roles)}`;
