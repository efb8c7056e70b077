export type { AccountFacts } from './account-facts.js'
export type {
  MiniProgramApi,
  Person,
  SimulatorAnswer,
  SimulatorApi,
  SimulatorEvent,
  SimulatorOutcome,
  SimulatorParameters,
  SimulatorResult,
} from './api-types.js'
export { installSimulator } from './install-simulator.js'
export { simulatorScript } from './simulator-script.js'
export type {
  AnswerOptions,
  BridgeParameters,
  CallRefusal,
  CardProblem,
  DeniableApi,
  RawAnswer,
  SharedCard,
  SimulatedBridge,
  SimulatedCall,
  SimulatedClient,
  SimulatedMenu,
  SimulatedVerification,
  Simulator,
  SimulatorOptions,
} from './simulator-types.js'
