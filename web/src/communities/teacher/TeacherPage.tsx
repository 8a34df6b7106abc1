import { useRouter, useSearch } from '@tanstack/react-router'
import { Button } from '@vkontakte/vkui'
import { type FormEvent, useDeferredValue, useRef, useState } from 'react'
import { own } from '#contract/communities/applications.ts'
import { ORGANISATION_SEARCH_MIN } from '#contract/communities/verification.limits.ts'
import { apply, organisations, standing } from '#contract/communities/verification.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { newKey } from '#web/kit/api/api.ts'
import { SubPage } from '#web/kit/frame/SubPage.tsx'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { Denied, ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { OrganisationChoice } from '../organisations/OrganisationChoice.tsx'
import { PositionField } from '../position/PositionField.tsx'
import { terms } from '../terms/terms.ts'
import styles from './teacher.module.css'
import { t } from './teacher.texts.ts'

type Organisation = OutputOf<typeof organisations>['organisations'][number]

/** «Подтвердить статус учителя»: an application to the organisation in which somebody works (VER-01, VER-02). */
export function TeacherPage() {
  const may = useApi(standing, {})
  return (
    <SubPage title={t.title} sub={t.sub}>
      <Card>
        {may.data === undefined ? (
          may.error === null ? (
            <RowsSkeleton rows={3} label={t.loading} />
          ) : (
            <Failed error={may.error} onRetry={() => void may.refetch()} />
          )
        ) : may.data.refusal === null ? (
          <ApplyForm />
        ) : (
          <Denied {...t.refused[may.data.refusal]} />
        )}
      </Card>
    </SubPage>
  )
}

function ApplyForm() {
  const router = useRouter()
  const { from } = useSearch({ strict: false }) as { from?: string }
  const id = useRef(newKey())
  const [organisation, setOrganisation] = useState<Organisation | null>(null)
  const [position, setPosition] = useState('')
  const [tried, setTried] = useState(false)
  const send = useCommand(apply, {
    refreshes: [own, standing],
    onSuccess: (application) => router.history.push(`/applications/${application.id}`),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (organisation === null || position.trim() === '') return
    send.mutate({
      id: id.current,
      communityId: organisation.id,
      position: position.trim(),
      path: from === 'messenger' ? 'messenger' : 'site',
    })
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <OrganisationField
        chosen={organisation}
        missing={tried && organisation === null}
        onChoose={(chosen) => {
          setOrganisation(chosen)
          send.reset()
        }}
      />
      <PositionField
        type={organisation?.type ?? null}
        value={position}
        missing={tried && position.trim() === ''}
        onChange={setPosition}
      />
      <p className={styles.note}>{t.note}</p>
      <ErrorLine error={send.error} />
      <div>
        <Button size="l" type="submit" loading={send.isPending}>
          {t.send}
        </Button>
      </div>
    </form>
  )
}

interface OrganisationFieldProps {
  chosen: Organisation | null
  missing: boolean
  onChoose: (organisation: Organisation | null) => void
}

function OrganisationField({ chosen, missing, onChoose }: OrganisationFieldProps) {
  const [text, setText] = useState('')
  const search = useDeferredValue(text.trim())
  const isLong = search.length >= ORGANISATION_SEARCH_MIN
  const found = useApi(organisations, { search }, { enabled: isLong, keep: true })
  return (
    <>
      <OrganisationChoice
        words={t.field}
        error={missing ? t.organisationMissing : undefined}
        search={text}
        onSearch={setText}
        found={
          isLong ? found.data?.organisations.map((each) => ({ ...each, note: terms.types[each.type] })) : undefined
        }
        chosen={chosen}
        onChoose={onChoose}
      />
      <ErrorLine error={chosen === null ? found.error : null} />
    </>
  )
}
