import { ownValue } from '../own-value.js'
import { BUSINESS_ANSWERS } from './business-answers.js'
import type { DefaultAnswer } from './default-answer.js'
import { DEVICE_ANSWERS } from './device-answers.js'
import { IMAGE_ANSWERS } from './image-answers.js'
import { MENU_ANSWERS } from './menu-answers.js'
import { SHARE_ANSWERS } from './share-answers.js'
import { VOICE_ANSWERS } from './voice-answers.js'

const DEFAULT_ANSWERS = {
  ...SHARE_ANSWERS,
  ...IMAGE_ANSWERS,
  ...VOICE_ANSWERS,
  ...DEVICE_ANSWERS,
  ...MENU_ANSWERS,
  ...BUSINESS_ANSWERS,
}

/** The default answer of an API by the script's name; `undefined` if the client does not have it. */
export function defaultAnswerOf(name: string): DefaultAnswer<never> | undefined {
  return ownValue<DefaultAnswer<never>>(DEFAULT_ANSWERS, name)
}
