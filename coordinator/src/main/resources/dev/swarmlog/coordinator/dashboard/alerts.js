import { follow } from './api.js';
import { h, choice, state, table, time } from './page.js';

export const title = 'Alerts';

const SHOWN = 500;

export const show = async (main, signal) => {
  let severity = '';
  let all = [];
  const list = h('div', { class: 'card', 'aria-live': 'polite' });
  main.append(
    h('div', { class: 'tools' }, choice('Severity', 'severity',
      [['', 'any'], ['INFO', 'info'], ['WARNING', 'warning'], ['CRITICAL', 'critical']], '', value => { severity = value; draw(); })),
    list);
  const draw = () => list.replaceChildren(table(['When', 'Severity', 'Source', 'Code', 'What'],
    all.filter(each => !severity || each.severity === severity).toReversed()
      .map(each => [time(each.atMs), state(each.severity), each.source, each.code, what(each)]),
    'No alerts: nobody has to look at anything.'));
  draw();
  await follow('/alerts:changes?limit=200', signal, (name, news) => {
    all = [...all, ...news.alerts].slice(-SHOWN);
    draw();
  });
};

const what = alert => {
  const more = Object.entries(alert.attributes).map(([name, value]) => `${name}: ${value}`).join(', ');
  return h('div', {}, alert.message, more ? h('div', { class: 'soft' }, more) : null);
};
