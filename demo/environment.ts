/**
 * Imported first: the demo's own settings, before Knexodus reads them. Those of the shell are put aside, or a forgotten
 * KNEXODUS_MODE would make the demo lie.
 */
for (const name of Object.keys(process.env)) {
  if (name.startsWith('KNEXODUS_')) delete process.env[name]
}

Object.assign(process.env, {
  // The same decisions in every run: a verdict about chance must not depend on luck.
  KNEXODUS_SEED: 'demo',
  // More re-checks than anybody needs in production, so that there is something to see.
  KNEXODUS_VERIFY_PERCENTAGE: '5',
  KNEXODUS_STRICT: 'true',
  // A log line in the middle of the live table would tear it.
  KNEXODUS_LOG_LEVEL: process.argv.includes('--once') ? 'warn' : 'silent',
})
