import type { Text } from '../../cli/text.js'
import { type Check, failed, NO_ENDPOINT, ok, skipped } from '../check.js'
import { type FieldProblem, fieldProblems } from '../signature-fields.js'

export const endpointFields: Check = {
  name: 'endpoint-fields',
  group: 'endpoint',
  title: { en: 'each field has its name, type and format', zh: '各字段的名称、类型和格式正确' },
  async run(context) {
    const asked = await context.asked()
    if (!asked) return NO_ENDPOINT
    if (typeof asked.json !== 'object' || asked.json === null)
      return skipped({ en: 'There is no JSON object.', zh: '没有 JSON 对象。' })
    const problems = fieldProblems(asked)
    if (problems.length === 0)
      return ok({
        en: 'appId, timestamp, nonceStr and signature are well-formed.',
        zh: 'appId、timestamp、nonceStr 和 signature 格式正确。',
      })
    const [first, ...others] = problems.map(describe)
    return failed('endpoint-malformed', first as Text, others)
  },
}

function describe({ field, misspelled, value }: FieldProblem): Text {
  if (misspelled)
    return {
      en: `${field} is missing: it is called ${misspelled}.`,
      zh: `缺少 ${field}：返回的名称是 ${misspelled}。`,
    }
  if (value === undefined) return { en: `${field} is missing.`, zh: `缺少 ${field}。` }
  return { en: `${field} is malformed: ${value}`, zh: `${field} 格式不对：${value}` }
}
