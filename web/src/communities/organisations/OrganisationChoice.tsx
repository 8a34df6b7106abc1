import { Button, FormItem, Input } from '@vkontakte/vkui'
import styles from './organisations.module.css'

interface Found {
  id: string
  name: string
  /** What tells it from another one of the same name. */
  note?: string
}

interface OrganisationChoiceProps<F extends Found> {
  words: { organisation: string; hint: string; nothing: string; chosen: string; change: string }
  error: string | undefined
  search: string
  onSearch: (search: string) => void
  /** What the search has found; undefined before one has. */
  found: readonly F[] | undefined
  chosen: Found | null
  onChoose: (organisation: F | null) => void
}

/** An organisation that is looked for by its public name and chosen among those that are found. */
export function OrganisationChoice<F extends Found>(props: OrganisationChoiceProps<F>) {
  const { words, error, search, onSearch, found, chosen, onChoose } = props
  if (chosen !== null) {
    return (
      <div className={styles.chosen}>
        <div>
          <small>{words.chosen}</small>
          <p>{chosen.name}</p>
        </div>
        <Button size="m" mode="outline" appearance="neutral" onClick={() => onChoose(null)}>
          {words.change}
        </Button>
      </div>
    )
  }
  return (
    <>
      <FormItem
        noPadding
        required
        top={words.organisation}
        htmlFor="organisation"
        status={error === undefined ? 'default' : 'error'}
        bottom={error ?? (found?.length === 0 ? words.nothing : words.hint)}
        bottomId="organisation-note"
      >
        <Input
          id="organisation"
          value={search}
          autoComplete="off"
          aria-invalid={error !== undefined}
          aria-describedby="organisation-note"
          onChange={({ target }) => onSearch(target.value)}
        />
      </FormItem>
      {found !== undefined && found.length > 0 && (
        <ul className={styles.found}>
          {found.map((organisation) => (
            <li key={organisation.id}>
              <button type="button" onClick={() => onChoose(organisation)}>
                {organisation.name}
                {organisation.note !== undefined && <small>{organisation.note}</small>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
