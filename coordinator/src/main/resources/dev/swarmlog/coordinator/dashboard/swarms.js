import { get, query } from './api.js';
import { choice, h, link, number, problem, state, table, time } from './page.js';

export const title = 'Swarms';

const EVERY_MS = 2_000;

export const show = async (main, signal) => {
  const wish = { state: '', limit: 100 };
  const list = h('div', { class: 'card' });
  main.append(h('div', { class: 'tools' }, choice('State', 'state', [['', 'any'], ...['RUNNING', 'CONVERGED', 'EXHAUSTED', 'STOPPED', 'FAILED'].map(word => [word, word.toLowerCase()])], '',
    value => { wish.state = value; load(); })), list);
  const load = async () => {
    try {
      const page = await get(`/swarms?${query(wish)}`, signal);
      list.replaceChildren(table(['Swarm', 'Name', 'Behaviour', 'State', '>Particles', '>Steps', '>Measure', '>Diversity', 'Started', 'Because'], page.swarms.map(swarm => [
        link(`swarm/${encodeURIComponent(swarm.swarmId)}`, swarm.swarmId), swarm.name, swarm.behaviour.toLowerCase(), state(swarm.state),
        number(swarm.particles), number(swarm.steps), swarm.measure?.toPrecision(4), swarm.diversity?.toPrecision(3), time(swarm.startedAtMs), swarm.reason?.toLowerCase().replaceAll('_', ' ')]), 'No swarm is like that.'));
    } catch (error) {
      if (!signal.aborted) list.replaceChildren(problem(error));
    }
  };
  await load();
  const timer = setInterval(() => { if (!document.hidden && !list.contains(document.activeElement)) load(); }, EVERY_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
};
