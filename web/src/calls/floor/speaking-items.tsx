import {
  Icon20HandOutline,
  Icon20NotificationWaves,
  Icon20VideocamOutline,
  Icon20VideocamSlashOutline,
  Icon24MicrophoneSlashOutline,
  Icon28ArrowUpRectangleSlashOutline,
} from '@vkontakte/icons'
import { useStore } from 'zustand'
import { nudgeInCall } from '#contract/calls/attention.ts'
import { askInCall, muteInCall } from '#contract/calls/permissions.ts'
import { setFloor } from '#contract/calls/speaking.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import type { MenuItem } from '#web/kit/ui/Menu.tsx'
import { showFailure, showToast } from '#web/kit/ui/toasts.ts'
import type { Person } from '../room/people.ts'
import type { CallSession } from '../session/call-session.ts'
import { t } from './floor.texts.ts'

/**
 * What whoever leads a call does about the sound and the pictures of one person: he switches them off, and asks for them;
 * on is switched by the person alone (CALL-13).
 */
export function useSpeakingItems(session: CallSession, profileId: string, person: Person): MenuItem[] {
  const floor = useStore(session.store, (state) => state.roles[profileId]?.floor === true)
  const mute = useCommand(muteInCall)
  const ask = useCommand(askInCall)
  const give = useCommand(setFloor)
  const nudge = useCommand(nudgeInCall, { onSuccess: () => showToast(t.nudged) })
  const onError = (error: Error) => showFailure(explain(error).sentence)
  const which = { ...session.place, profileId }
  const off = (source: 'microphone' | 'camera' | 'screen') => () => mute.mutate({ ...which, source }, { onError })
  const please = (source: 'microphone' | 'camera') => () => ask.mutate({ ...which, source }, { onError })
  return [
    person.microphone
      ? { key: 'mute', label: t.mute, icon: <Icon24MicrophoneSlashOutline {...SMALL} />, onSelect: off('microphone') }
      : { key: 'ask', label: t.askMicrophone, icon: <Icon20HandOutline />, onSelect: please('microphone') },
    person.hasCamera
      ? { key: 'camera', label: t.stopCamera, icon: <Icon20VideocamSlashOutline />, onSelect: off('camera') }
      : { key: 'askCamera', label: t.askCamera, icon: <Icon20VideocamOutline />, onSelect: please('camera') },
    ...(person.hasScreen
      ? [
          {
            key: 'screen',
            label: t.stopScreen,
            icon: <Icon28ArrowUpRectangleSlashOutline {...SMALL} />,
            onSelect: off('screen'),
          },
        ]
      : []),
    {
      key: 'floor',
      label: floor ? t.take : t.give,
      icon: <Icon20HandOutline />,
      onSelect: () => give.mutate({ ...which, floor: !floor }, { onError }),
    },
    {
      key: 'nudge',
      label: t.nudge,
      icon: <Icon20NotificationWaves />,
      onSelect: () => nudge.mutate(which, { onError }),
    },
  ]
}

const SMALL = { width: 20, height: 20 }
