import { follow, get } from './api.js';
import { h, hue, link, number, problem, table, time } from './page.js';

export const title = 'Routing';

const KEPT = 500;
const SHOWN = 40;

export const show = async (main, signal) => {
  const rules = h('div', { class: 'card' }, 'Loading…');
  const flows = h('div', { class: 'card' });
  const list = h('div', { class: 'card' });
  main.append(
    h('div', { class: 'two' },
      h('div', {}, h('h2', {}, 'Who gets what'), flows),
      h('div', {}, h('h2', {}, 'Rules, in the order in which they are asked'), rules)),
    h('h2', {}, 'Decisions as routers explain them'), list);
  get('/rules', signal).then(
    found => rules.replaceChildren(table(['>Order', 'Rule', 'State', 'When', 'Then'], found.rules.map(rule => [
      rule.order ?? '', rule.name, rule.problems ? rule.problems.map(each => each.problem).join('; ') : rule.state, h('code', {}, rule.when ?? ''), then(rule)]), 'No rules: messages go as they ask.')),
    error => { if (!signal.aborted) rules.replaceChildren(problem(error)); });
  let all = [];
  draw(flows, list, all);
  await follow('/decisions:changes?limit=200', signal, (name, news) => {
    all = [...all, ...news.decisions].slice(-KEPT);
    draw(flows, list, all);
  });
};

const then = rule => rule.refusal ? `refuse: ${rule.refusal}`
  : ['capability', 'versionRange', 'region', 'zone', 'strategy', 'affinityKey'].filter(each => rule[each]).map(each => `${each} ${rule[each]}`).concat(rule.tags ? [`tags ${rule.tags.join(' ')}`] : []).join(', ');

const draw = (flows, list, all) => {
  const byCapability = Map.groupBy(all, each => each.capability);
  flows.replaceChildren(...byCapability.size === 0
    ? [h('p', { class: 'soft' }, 'No decision was explained since this instance began (SWARMLOG_ROUTER_DECISIONS_SHARE says how many are).')]
    : [...byCapability].map(([capability, some]) => flow(capability, some)));
  list.replaceChildren(table(['When', 'Capability', 'By', 'Rule', '>Pool', 'Chosen', 'Candidates, lower is better'],
    all.slice(-SHOWN).toReversed().map(each => [
      time(each.atMs), each.capability, each.strategy.toLowerCase().replaceAll('_', ' '), each.rule, number(each.poolSize),
      each.chosen ? link(`agents/${encodeURIComponent(each.chosen)}`, each.chosen) : h('span', { class: 'state bad' }, each.reason || 'nobody'),
      each.candidates.slice(0, 3).map(one => `${one.agentId} ${one.score.toFixed(2)}`).join(', ')]), 'None yet.'));
};

/** How the decisions for one capability fell on agents. */
const flow = (capability, some) => {
  const shares = [...Map.groupBy(some, each => each.chosen)].map(([agent, its]) => [agent, its.length]).sort((a, b) => b[1] - a[1]);
  return h('div', {}, h('h3', { class: 'soft' }, `${capability}: ${some.length} decisions, ${shares.length} agents`),
    shares.slice(0, 6).map(([agent, count]) => {
      const inside = h('i', { class: `fill ${agent ? hue('RUNNING') : hue('DEAD')}` });
      inside.style.width = `${Math.round(100 * count / some.length)}%`;
      return h('div', { class: 'meter' }, h('span', {}, agent || 'nobody'), h('div', { class: 'bar' }, inside), h('span', { class: 'num' }, number(count)));
    }));
};
