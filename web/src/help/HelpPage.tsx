import { Button, FormItem, Input } from '@vkontakte/vkui'
import { useEffect, useState } from 'react'
import { PlainPage } from '#web/kit/ui/PlainPage.tsx'
import { type Article, findArticles, HELP_ROLES, type HelpRole } from './article.ts'
import styles from './help.module.css'
import { t } from './help.texts.ts'

/** «Справка»: questions with their answers and the pages where it is done, for everybody who opens it. */
export function HelpPage() {
  const [search, setSearch] = useState('')
  const [role, setRole] = useState<HelpRole | 'all'>('all')
  const [open] = useState(() => location.hash.slice(1))
  useEffect(() => {
    document.title = t.documentTitle
  }, [])
  const found = findArticles(t.articles, role === 'all' ? null : role, search)
  return (
    <PlainPage>
      <header className={styles.head}>
        <h1>{t.title}</h1>
        <p>{t.sub}</p>
      </header>
      <FormItem noPadding top={t.search} htmlFor="help-search">
        <Input id="help-search" type="search" value={search} onChange={(event) => setSearch(event.target.value)} />
      </FormItem>
      <fieldset className={styles.roles} aria-label={t.role}>
        {(['all', ...HELP_ROLES] as const).map((each) => (
          <Button
            key={each}
            size="m"
            mode={each === role ? 'primary' : 'secondary'}
            aria-pressed={each === role}
            onClick={() => setRole(each)}
          >
            {each === 'all' ? t.everybody : t.roles[each]}
          </Button>
        ))}
      </fieldset>
      {found.length === 0 && <p role="status">{t.none}</p>}
      {found.map((article) => (
        <ArticleView key={article.id} article={article} open={article.id === open} />
      ))}
    </PlainPage>
  )
}

function ArticleView({ article: { id, question, answer, path }, open }: { article: Article; open: boolean }) {
  return (
    <details className={styles.article} id={id} open={open}>
      <summary>{question}</summary>
      {answer.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      {path !== undefined && (
        <Button size="m" Component="a" href={path.href}>
          {path.label}
        </Button>
      )}
    </details>
  )
}
