/**
 * Answers what the bench asks this process, by the names of functions. Ends with the bench.
 *
 * @param {Record<string, (argument: any) => unknown>} commands
 */
export function answerCommands(commands) {
  process.on('message', async ({ id, name, argument }) => {
    try {
      process.send({ id, result: await commands[name](argument) })
    } catch (error) {
      process.send({ id, error: String(error?.stack ?? error) })
    }
  })
  process.on('disconnect', () => process.exit())
}
