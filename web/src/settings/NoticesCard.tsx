import { Button, Checkbox } from '@vkontakte/vkui'
import { useState } from 'react'
import { Card } from '#web/kit/ui/Page.tsx'
import { type ChosenNotices, chooseNotices, chosenNotices } from '#web/messenger/notices/chosen-notices.ts'
import { ring } from '#web/messenger/notices/ring.ts'
import styles from './settings.module.css'
import { t } from './settings.texts.ts'

type Ability = NotificationPermission | 'missing' | 'unable'

function abilityNow(): Ability {
  return typeof Notification === 'undefined' ? 'missing' : Notification.permission
}

/** Asks the browser, and shows a notice: only so it is known whether this device shows any. */
async function tryNotices(): Promise<Ability> {
  const permission = await Notification.requestPermission()
  if (permission !== 'granted') return permission
  try {
    new Notification(t.sampleTitle, { body: t.sample, tag: 'sample', silent: true })
    return 'granted'
  } catch {
    return 'unable'
  }
}

/** «Уведомления»: how this device tells of new messages while nobody looks at the page (ACC-06). */
export function NoticesCard() {
  const [chosen, setChosen] = useState(chosenNotices)
  const [ability, setAbility] = useState(abilityNow)
  const change = (part: Partial<ChosenNotices>) => {
    const next = { ...chosen, ...part }
    chooseNotices(next)
    setChosen(next)
  }
  const switchDesktop = async (on: boolean) => {
    if (!on) return change({ desktop: false })
    const found = await tryNotices()
    setAbility(found)
    if (found === 'granted') change({ desktop: true })
  }
  const impossible = ability !== 'granted' && ability !== 'default'
  const shows = chosen.desktop && ability === 'granted'
  return (
    <Card title={t.notices} sub={t.noticesSub}>
      <div className={styles.checks}>
        <Checkbox
          noPadding
          checked={shows}
          disabled={impossible}
          description={t.desktopNotes[ability]}
          onChange={({ target }) => void switchDesktop(target.checked)}
        >
          {t.desktop}
        </Checkbox>
        <Checkbox
          noPadding
          checked={shows && chosen.text}
          disabled={!shows}
          description={shows ? t.textNote : t.textOff}
          onChange={({ target }) => change({ text: target.checked })}
        >
          {t.text}
        </Checkbox>
        <Checkbox
          noPadding
          checked={chosen.sound}
          description={t.soundNote}
          onChange={({ target }) => change({ sound: target.checked })}
        >
          {t.sound}
        </Checkbox>
        <div>
          <Button size="m" mode="secondary" onClick={ring}>
            {t.listen}
          </Button>
        </div>
      </div>
    </Card>
  )
}
