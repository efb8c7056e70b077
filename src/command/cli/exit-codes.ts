import type { Text } from './text.js'

/** What the command's exit codes mean. Documented in its help. */
export const EXIT = { ok: 0, failed: 1, usage: 2, error: 3, interrupted: 130 } as const

export const EXIT_CODES: readonly (readonly [code: number, meaning: Text])[] = [
  [
    EXIT.ok,
    { en: 'success; with doctor, also if there are only warnings', zh: '成功；doctor 只有警告时也是 0' },
  ],
  [EXIT.failed, { en: 'a check failed, or a signature does not match', zh: '有检查项未通过，或签名不一致' }],
  [
    EXIT.usage,
    { en: 'wrong arguments, or a value from the environment is missing', zh: '参数有误，或缺少环境变量' },
  ],
  [EXIT.error, { en: 'something else went wrong', zh: '其他错误' }],
  [EXIT.interrupted, { en: 'interrupted', zh: '被中断' }],
]
