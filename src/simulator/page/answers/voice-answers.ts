import type { DefaultAnswers } from './default-answer.js'
import { hashOf } from './hash-of.js'

export const VOICE_ANSWERS: DefaultAnswers<
  | 'startRecord'
  | 'stopRecord'
  | 'playVoice'
  | 'pauseVoice'
  | 'stopVoice'
  | 'uploadVoice'
  | 'downloadVoice'
  | 'translateVoice'
> = {
  startRecord: (_parameters, { phone }) => (phone.startRecording() ? {} : new Error('already recording')),
  stopRecord: (_parameters, { phone }) => {
    const localId = phone.stopRecording()
    return localId === undefined ? new Error('not recording') : { localId }
  },
  playVoice: ({ localId }, { phone }) => {
    phone.play(String(localId))
    return {}
  },
  pauseVoice: (_parameters, { phone }) => {
    phone.stopPlaying()
    return {}
  },
  stopVoice: (_parameters, { phone }) => {
    phone.stopPlaying()
    return {}
  },
  uploadVoice: ({ localId }) => ({ serverId: `media-${hashOf(localId)}` }),
  downloadVoice: ({ serverId }) => ({ localId: `weixin://resourceid/voice-${hashOf(serverId)}` }),
  translateVoice: () => ({ translateResult: '今天天气很好。' }),
}
