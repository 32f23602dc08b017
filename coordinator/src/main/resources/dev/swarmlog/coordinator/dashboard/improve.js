import { get, post } from './api.js';
import { ago, h, number, problem, span, state, table } from './page.js';

export const title = 'Improve';

const EVERY_MS = 3_000;
const OPEN = ['PROPOSED', 'TRYING', 'PROMOTED'];

const KINDS = {
  RAISE_TIMEOUT: it => `Raise the timeout of ${it.stepName} from ${span(it.from)} to ${span(it.to)}`,
  MORE_RETRIES: it => `Try ${it.stepName} up to ${it.to} times instead of ${it.from}`,
  CHANGE_STRATEGY: it => `Wait ${span(it.to)} instead of ${span(it.from)} before ${it.stepName} is tried again`,
  SPLIT_STEP: it => `Split ${it.stepName}: it takes most of the time`,
};

export const show = async (main, signal, which) => {
  const proposals = h('div', {});
  const tracks = h('div', {});
  main.append(h('h2', {}, 'Proposals'), proposals, h('h2', {}, which ? `Definition ${which}` : 'Definitions'), tracks);
  const load = async () => {
    try {
      const [all, known] = await Promise.all([get('/improvements', signal), get('/tracks', signal)]);
      const shown = all.filter(it => !which || it.name === which.split('@')[0]);
      proposals.replaceChildren(...shown.length ? shown.map(it => card(it, signal, load)) : [h('p', { class: 'soft' }, 'Nothing is proposed.')]);
      const one = known.find(it => `${it.name}@${it.version}` === which);
      tracks.replaceChildren(one ? detail(one) : list(known));
    } catch (error) {
      if (!signal.aborted) proposals.replaceChildren(problem(error));
    }
  };
  await load();
  const timer = setInterval(() => { if (!document.hidden && !main.contains(document.activeElement?.closest('.proposal') ?? null)) load(); }, EVERY_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
};

const card = (it, signal, load) => {
  const box = h('section', { class: 'card proposal' },
    h('h2', {}, (KINDS[it.kind] ?? (() => it.kind))(it)),
    h('p', {}, state(it.state), ` ${it.name}@${it.version}${it.candidate ? `, tried as ${it.candidate} by ${it.permille / 10} %` : ''}, ${ago(it.changedAtMs)} ago`),
    h('ul', {}, it.evidence.map(each => h('li', {}, `${each.what}: ${number(each.value)}`))),
    it.candidate ? table(['Side', '>Sagas', '>Failed'], [['with the change', number(it.tried.runs), number(it.tried.failed)], ['without', number(it.base.runs), number(it.base.failed)]]) : null,
    h('p', { class: 'soft' }, it.history.filter(each => each.by || each.why).map(each => `${each.state.toLowerCase().replace('_', ' ')}${each.by ? ` by ${each.by}` : ''}${each.why ? `: ${each.why}` : ''}`).join('; ')));
  const tell = word => async () => {
    try {
      await post(`/improvements/${encodeURIComponent(it.id)}/${word}`, {}, signal);
      document.activeElement?.blur();
      await load();
    } catch (error) {
      box.append(problem(error));
    }
  };
  if (OPEN.includes(it.state)) box.append(h('div', { class: 'tools' },
    it.state === 'PROPOSED' && it.kind !== 'SPLIT_STEP' ? h('button', { onclick: tell('approve') }, 'Approve: try it') : null,
    h('button', { onclick: tell('reject') }, it.state === 'PROPOSED' ? 'Reject' : 'Roll back')));
  return box;
};

const percent = (some, all) => all > 0 ? `${(100 * some / all).toFixed(1)} %` : '';

const list = known => table(['Definition', '>Sagas', '>Median', '>p95', '>Failed', 'Fails most at', '>Anomalies'], known.map(it => [
  h('a', { href: `#improve/${encodeURIComponent(`${it.name}@${it.version}`)}` }, `${it.name}@${it.version}`),
  number(it.runs), span(it.medianMs), span(it.p95Ms), percent(it.failed, it.runs), hottest(it), number(it.anomaliesSeen)]), 'No saga has ended yet.');

const name = step => step.name || `#${step.step}`;

const spots = it => it.steps.flatMap(step => step.givenUp.map(each => ({ step, ...each }))).sort((a, b) => b.count - a.count);

const hottest = it => {
  const [most] = spots(it);
  return most ? `${name(most.step)}: ${most.kind.toLowerCase().replaceAll('_', ' ')} (${number(most.count)})` : '';
};

const detail = it => h('div', {},
  h('h3', {}, 'Steps'),
  table(['Step', '>Begun', '>Median', '>± median', '>p95', '>Attempts', '>Out of time', 'Failures'], it.steps.map(step => [name(step), number(step.begun), span(step.medianMs), span(step.madMs), span(step.p95Ms), number(step.attempts), number(step.timeouts), step.failures.map(each => `${each.kind.toLowerCase().replaceAll('_', ' ')} ${number(each.count)}`).join(', ')])),
  h('h3', {}, 'Ways'),
  table(['Steps done', 'Given up at', '>Sagas', '>Share'], [...it.ways.map(way => [way.steps.map(at => named(it, at)).join(', '), way.failed < 0 ? '' : named(it, way.failed), number(way.runs), percent(way.runs, it.runs)]), ...it.otherWays ? [['other ways', '', number(it.otherWays), percent(it.otherWays, it.runs)]] : []]),
  h('h3', {}, 'Anomalies'),
  table(['Saga', 'Step', '>Took', '>Median', '>Score', 'Ago'], it.anomalies.toReversed().map(each => [h('a', { href: `#saga/${encodeURIComponent(each.sagaId)}` }, each.sagaId), each.step || 'as a whole', span(each.tookMs), span(each.medianMs), each.score.toFixed(1), ago(each.atMs)]), 'None.'));

const named = (it, at) => {
  const step = it.steps.find(each => each.step === at);
  return step ? name(step) : `#${at}`;
};
