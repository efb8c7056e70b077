/** What the script tag has: all but `simulatorScript`, which runs in Node. */
export { installSimulator } from './install-simulator.js'
