/**
 * Imported first, before Knexodus reads its settings: a service talks to whoever started it, and what is worth a line
 * there is a warning, unless the environment asks for more.
 */
process.env['KNEXODUS_LOG_LEVEL'] ??= 'warn'
