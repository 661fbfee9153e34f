/* Loaded before an example, which would otherwise outlive the test that started it. */

process.on('disconnect', () => process.exit())
