import { Button, FormItem, Input, Textarea } from '@vkontakte/vkui'
import { type FormEvent, useRef, useState } from 'react'
import {
  COMMUNITY_NAME_MAX,
  ORGANISATION_LINE_MAX,
  ORGANISATION_TEXT_MAX,
} from '#contract/communities/communities.limits.ts'
import {
  getOrganisation,
  ORGANISATION_FIELDS,
  type Organisation,
  type OrganisationField,
  setOrganisation,
} from '#contract/communities/organisation.ts'
import { isFailure } from '#web/kit/api/api-failure.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import styles from './about.module.css'
import { t } from './about.texts.ts'

type Values = Record<OrganisationField, string>

const GROUPS = [
  { title: t.names, fields: ['name', 'shortName'] },
  { title: t.place, fields: ['region', 'municipality', 'address'] },
  { title: t.contacts, fields: ['head', 'phone', 'email', 'site'] },
  { title: t.papers, fields: ['inn', 'kpp'] },
  { title: t.story, fields: ['description'] },
] as const satisfies readonly { title: string; fields: readonly OrganisationField[] }[]

const MAX: Readonly<Partial<Record<OrganisationField, number>>> = {
  name: COMMUNITY_NAME_MAX,
  shortName: COMMUNITY_NAME_MAX,
  inn: 12,
  kpp: 9,
  phone: 40,
  description: ORGANISATION_TEXT_MAX,
}
/** Under which field a refusal stands. */
const WRONG = {
  inn: 'organisation.innInvalid',
  kpp: 'organisation.kppInvalid',
  phone: 'organisation.phoneInvalid',
  email: 'organisation.emailInvalid',
  site: 'organisation.siteInvalid',
} as const satisfies Partial<Record<OrganisationField, string>>
const REQUIRED: ReadonlySet<OrganisationField> = new Set(['name', 'shortName'])

interface AboutFormProps {
  organisation: Organisation
  /** Asks for what somebody else has written meanwhile. */
  onAgain: () => void
}

/** The information of an organisation as its administrators fill it in. */
export function AboutForm({ organisation, onAgain }: AboutFormProps) {
  const element = useRef<HTMLFormElement>(null)
  const [values, setValues] = useState<Values>(
    () => Object.fromEntries(ORGANISATION_FIELDS.map((field) => [field, organisation[field]])) as Values,
  )
  const [tried, setTried] = useState(false)
  const save = useCommand(setOrganisation, {
    refreshes: [getOrganisation],
    onSuccess: () => showToast(t.saved),
  })
  const lacks = (field: OrganisationField) => tried && REQUIRED.has(field) && values[field].trim() === ''
  const refused = (field: OrganisationField) =>
    field in WRONG && isFailure(save.error, WRONG[field as keyof typeof WRONG])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if ([...REQUIRED].every((field) => values[field].trim() !== '')) {
      save.mutate({ communityId: organisation.communityId, version: organisation.version, ...values })
    }
    requestAnimationFrame(() => element.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
  }
  return (
    <form ref={element} className={styles.form} onSubmit={submit} noValidate>
      <Completeness organisation={organisation} />
      {GROUPS.map(({ title, fields }) => (
        <Card key={title} title={title}>
          <div className={styles.fields}>
            {fields.map((field) => (
              <Field
                key={field}
                field={field}
                value={values[field]}
                wrong={lacks(field) ? t.required : refused(field) ? save.error : null}
                onChange={(value) => {
                  setValues({ ...values, [field]: value })
                  save.reset()
                }}
              />
            ))}
          </div>
        </Card>
      ))}
      <div className={styles.save}>
        <Button size="l" type="submit" loading={save.isPending}>
          {t.save}
        </Button>
        {!Object.keys(WRONG).some((field) => refused(field as OrganisationField)) && <ErrorLine error={save.error} />}
        {isFailure(save.error, 'organisation.versionConflict') && (
          <Button size="l" mode="outline" appearance="neutral" onClick={onAgain}>
            {t.changed}
          </Button>
        )}
      </div>
    </form>
  )
}

/** How much is filled in, and what is not. */
function Completeness({ organisation }: { organisation: Organisation }) {
  const { percent, missing } = organisation
  return (
    <Card>
      <p className={styles.percent}>{t.percent(percent)}</p>
      <div
        className={styles.bar}
        role="progressbar"
        aria-label={t.percent(percent)}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <i style={{ width: `${percent}%` }} />
      </div>
      <p className={styles.note}>
        {missing.length === 0
          ? t.complete
          : t.missing(missing.map((field) => t.fields[field].toLocaleLowerCase()).join(', '))}
      </p>
      <p className={styles.note}>{t.seen}</p>
    </Card>
  )
}

interface FieldProps {
  field: OrganisationField
  value: string
  /** What is wrong with it: a sentence, or the refusal of the server. */
  wrong: unknown
  onChange: (value: string) => void
}

function Field({ field, value, wrong, onChange }: FieldProps) {
  const hint = field in t.hints ? t.hints[field as keyof typeof t.hints] : undefined
  const isWrong = wrong !== null
  const note = typeof wrong === 'string' ? wrong : isWrong ? <ErrorLine error={wrong} /> : hint
  const common = {
    id: field,
    value,
    maxLength: MAX[field] ?? ORGANISATION_LINE_MAX,
    'aria-invalid': isWrong,
    'aria-describedby': note === undefined ? undefined : `${field}-note`,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  }
  return (
    <FormItem
      noPadding
      className={field === 'name' || field === 'address' || field === 'description' ? styles.wide : undefined}
      top={t.fields[field]}
      htmlFor={field}
      status={isWrong ? 'error' : 'default'}
      bottom={note}
      bottomId={`${field}-note`}
    >
      {field === 'description' ? (
        <Textarea rows={4} grow {...common} />
      ) : (
        <Input
          {...common}
          inputMode={field === 'inn' || field === 'kpp' ? 'numeric' : field === 'email' ? 'email' : undefined}
        />
      )}
    </FormItem>
  )
}
