import { Button, Checkbox, FormItem, NativeSelect } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import {
  DIALOGUE_MODES,
  type DialogueMode,
  type DialogueRules,
  getDialogueRules,
  setDialogueRules,
} from '#contract/communities/dialogue-rules.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { Denied, ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { useCommunity } from '../layout/community-context.ts'
import styles from './dialogues.module.css'
import { t } from './dialogues.texts.ts'
import { PreviewsCard } from './PreviewsCard.tsx'
import { PupilPrivacy } from './PupilPrivacy.tsx'
import { RetentionCard } from './RetentionCard.tsx'
import { SecondAdults } from './SecondAdults.tsx'

/** «Правила общения»: in which way adults and pupils may be alone in a dialogue (P-07). */
export function DialogueRulesPage() {
  const { can } = useCommunity()
  if (can.manageDialogueRules) return <Rules />
  return (
    <>
      <PageHead title={t.title} />
      <Card flush>
        <Denied {...t.denied} />
      </Card>
    </>
  )
}

function Rules() {
  const { communityId } = useCommunity().community
  const query = useApi(getDialogueRules, { communityId })
  return (
    <>
      <PageHead title={t.title} />
      {query.data !== undefined ? (
        <RulesForm key={query.data.version} rules={query.data} />
      ) : query.error === null ? (
        <RowsSkeleton rows={4} label={t.loading} />
      ) : (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      )}
      <PupilPrivacy communityId={communityId} />
      <RetentionCard communityId={communityId} />
    </>
  )
}

function RulesForm({ rules }: { rules: DialogueRules }) {
  const [chosen, setChosen] = useState(rules)
  const save = useCommand(setDialogueRules, {
    refreshes: [getDialogueRules],
    onSuccess: () => showToast(t.saved),
  })
  const change = (part: Partial<DialogueRules>) => {
    setChosen({ ...chosen, ...part })
    save.reset()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(chosen)
  }
  return (
    <form className={styles.page} onSubmit={submit}>
      <p className={styles.note}>{t.note}</p>
      <Card title={t.ages}>
        <div className={styles.fields}>
          <ModeField
            id="under-14"
            label={t.under14}
            value={chosen.under14}
            onChange={(under14) => change({ under14 })}
          />
          <ModeField id="from-14" label={t.from14} value={chosen.from14} onChange={(from14) => change({ from14 })} />
        </div>
      </Card>
      <Card title={t.adults.title} sub={t.adults.sub}>
        <div className={styles.fields}>
          <SecondAdults ids={chosen.secondAdultIds} onChange={(secondAdultIds) => change({ secondAdultIds })} />
        </div>
      </Card>
      <SwitchCard
        id="guests"
        texts={t.guests}
        checked={chosen.guestsWithPupils}
        onChange={(guestsWithPupils) => change({ guestsWithPupils })}
      />
      <SwitchCard
        id="pictures"
        texts={t.pictures}
        checked={chosen.ownCallPictures}
        onChange={(ownCallPictures) => change({ ownCallPictures })}
      />
      <SwitchCard
        id="vanish"
        texts={t.vanish}
        checked={chosen.vanishWithPupils}
        onChange={(vanishWithPupils) => change({ vanishWithPupils })}
      />
      <PreviewsCard places={chosen.linkPreviews} onChange={(linkPreviews) => change({ linkPreviews })} />
      <p className={styles.note}>{t.strictest}</p>
      <div className={styles.save}>
        <Button size="l" type="submit" loading={save.isPending}>
          {t.save}
        </Button>
        <ErrorLine error={save.error} />
      </div>
    </form>
  )
}

interface SwitchCardProps {
  id: string
  texts: { title: string; label: string; sub: string }
  checked: boolean
  onChange: (checked: boolean) => void
}

function SwitchCard({ id, texts, checked, onChange }: SwitchCardProps) {
  return (
    <Card title={texts.title}>
      <div className={styles.fields}>
        <Checkbox checked={checked} aria-describedby={`${id}-note`} onChange={({ target }) => onChange(target.checked)}>
          {texts.label}
        </Checkbox>
        <p id={`${id}-note`} className={styles.note}>
          {texts.sub}
        </p>
      </div>
    </Card>
  )
}

interface ModeFieldProps {
  id: string
  label: string
  value: DialogueMode
  onChange: (mode: DialogueMode) => void
}

function ModeField({ id, label, value, onChange }: ModeFieldProps) {
  return (
    <FormItem noPadding top={label} htmlFor={id} bottom={t.explain[value]} bottomId={`${id}-note`}>
      <NativeSelect
        id={id}
        value={value}
        aria-describedby={`${id}-note`}
        onChange={({ target }) => onChange(target.value as DialogueMode)}
      >
        {DIALOGUE_MODES.map((mode) => (
          <option key={mode} value={mode}>
            {t.modes[mode]}
          </option>
        ))}
      </NativeSelect>
    </FormItem>
  )
}
