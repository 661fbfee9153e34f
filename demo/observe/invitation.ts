import type { Style } from '../screen/style.js'
import { INSTALL } from './find-prometheus.js'
import { GRAPHS, graphLink } from './links.js'
import type { Stage } from './stage.js'

/**
 * What there is to open and to try. With a Prometheus it leaves 4 lines of a terminal of 24 to what happens, and no line is wider than
 * 79 unless the temporary folder has a long name.
 */
export function invitation(stage: Stage, style: Style): string[] {
  const { prometheus, instances } = stage
  const pages = instances.map(({ metricsUrl }) => metricsUrl).join(' ')
  return [
    ...(prometheus ? [] : withoutPrometheus()),
    style.bold('Open'),
    ...(prometheus ? prometheusPages(prometheus.address) : []),
    item('instances', pages),
    ...(prometheus
      ? [item('your Grafana', `data source http://${prometheus.address}, import dashboards/*.json`)]
      : []),
    '',
    ...attempts(stage, style),
  ]
}

function prometheusPages(address: string): string[] {
  return [
    item('alerts', `http://${address}/alerts`),
    ...Object.entries(GRAPHS).map(([title, series]) => item(title, graphLink(address, series))),
  ]
}

function withoutPrometheus(): string[] {
  return [
    '',
    ...INSTALL.split('\n'),
    '',
    'Meanwhile the instances run and the rollout moves; the shares below are read',
    'from their /metrics. Alerts, graphs and dashboards need a Prometheus.',
    '',
  ]
}

function attempts({ rollout, instances, prometheus }: Stage, style: Style): string[] {
  const pid = instances.at(-1)?.pid ?? 0
  return [
    `${style.bold('Try')}, in another terminal; from your first change on the rollout is yours`,
    item('', `F=${rollout.path}`),
    item('change it', `echo '{"percentage": 25, "by": "me", "reason": "a try"}' > $F`),
    item('break it', `echo '{"percentage": 250}' > $F`),
    item('lose it', 'rm $F'),
    item('repair it', `echo '{"percentage": 10}' > $F`),
    item('stop fast', `echo '{"mode": "legacy"}' > $F`),
    item('freeze one', `kill -STOP ${pid}`),
    item('thaw it', `kill -CONT ${pid}`),
    item('read the log', `tail -f ${instances[0]?.log}`),
    ...(prometheus ? EXPECT.map((line) => style.dim(line)) : []),
  ]
}

const EXPECT = [
  '  Broken or lost: the last good rollout stays, and KnexodusRolloutConfigInvalid',
  '  fires after a minute. Frozen: KnexodusTargetDown fires after five.',
]

function item(name: string, text: string): string {
  return `  ${name.padEnd(15)} ${text}`
}
