export { expect } from '@playwright/test'
export type { SimulatedPlatform } from '../simulator/platform/index.js'
export { test } from './test.js'
export type { AnswerLimits, AskedAnswer, Wechat, WechatFixtures, WechatOptions, WechatPage } from './types.js'
