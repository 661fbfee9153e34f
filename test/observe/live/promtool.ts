import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { DASHBOARDS } from '../dashboard.js'
import type { Report } from './report.js'

const PROMTOOL = process.env['PROMTOOL_BIN'] ?? 'promtool'

/** Folder of the rules that are shipped. */
export const RULES = path.join(DASHBOARDS, 'prometheus')

/** The files of rules that are shipped. */
export const RULE_FILES: readonly string[] = ['recording.yml', 'alerts.yml']

/** What promtool thinks of all that is shipped for Prometheus. */
export async function checkShipped(report: Report, signal: AbortSignal): Promise<void> {
  for (const file of RULE_FILES) {
    await report.check(`promtool check rules ${file}`, () =>
      promtool(['check', 'rules', '--lint=all', '--lint-fatal', file], { signal }),
    )
  }
  for (const file of testFiles()) {
    await report.check(`promtool test rules ${file}`, () => promtool(['test', 'rules', file], { signal }))
  }
  const config = path.join(DASHBOARDS, 'prometheus.yml')
  await report.check('promtool check config dashboards/prometheus.yml', () =>
    // Its rules lie where the container has them, and are checked above.
    promtool(['check', 'config', '--syntax-only', config], { signal }),
  )
}

/** What promtool thinks of our part of a scrape: prom-client's own names for Node are not to its taste. */
export async function checkMetrics(report: Report, text: string): Promise<void> {
  const own = text.split('\n').filter((line) => /^(?:# \w+ )?knexodus_/.test(line))
  await report.check('promtool check metrics', async () => {
    await promtool(['check', 'metrics'], { input: `${own.join('\n')}\n` })
    if (own.length === 0) throw new Error('there were none')
    return `${own.length} lines`
  })
}

function testFiles(): string[] {
  const files = readdirSync(RULES, { recursive: true, encoding: 'utf8' })
  return files.filter((file) => file.endsWith('.test.yml')).sort()
}

/** Rejects with what promtool says when it is not content. */
function promtool(
  args: readonly string[],
  { input = '', signal }: { readonly input?: string; readonly signal?: AbortSignal },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      PROMTOOL,
      args,
      { cwd: RULES, ...(signal && { signal }) },
      (error, stdout, stderr) => {
        if (error === null) resolve()
        else reject(new Error(`${error.message}\n${stdout}${stderr}`, { cause: error }))
      },
    )
    child.stdin?.end(input)
  })
}
