import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { findArticles } from './article.ts'
import { en } from './help.en.ts'
import { ru } from './help.ru.ts'

const ids = (articles: readonly { id: string }[]) => articles.map(({ id }) => id)

test('[SUP-05/same] both languages answer the same questions, for the same people, by the same pages', () => {
  const shape = (articles: typeof ru.articles) =>
    articles.map(({ id, roles, answer, path }) => [id, roles, answer.length, path?.href])
  assert.deepEqual(shape(en.articles), shape(ru.articles))
  assert.equal(new Set(ids(ru.articles)).size, ru.articles.length)
})

test('[SUP-06/paths] every answer leads to a page that exists', async () => {
  const read = (name: string) => readFile(fileURLToPath(new URL(name, import.meta.url)), 'utf8')
  const [site, chats, below, pages] = await Promise.all(
    ['../routes.tsx', '../messenger/routes.tsx', '../me-pages.tsx', '../public-pages.tsx'].map(read),
  )
  const routes = `${site}${chats}`
  const names = (text: string | undefined, page: string) => text!.replaceAll("'", '').includes(`  ${page}: lazyPage(`)
  const isPage = (href: string) =>
    /^\/me(\/|$)/.test(href) ? names(below, href.slice(4)) : names(pages, href.slice(1))
  for (const { path } of ru.articles) {
    if (path === undefined || path.href === '/id' || path.href === '/id/card') continue
    const isRoute = [path.href, `${path.href}/$`].some((href) => routes.includes(`path: '${href}'`))
    assert.ok(isRoute || isPage(path.href), path.href)
  }
})

test('[SUP-05/search] every word has to be found, in the question or in the answer, ё like е', () => {
  assert.deepEqual(ids(findArticles(ru.articles, null, 'потерян ТЕЛЕФОН')), ['lost-phone'])
  assert.ok(ids(findArticles(ru.articles, null, 'ребенок')).includes('no-phone'))
  assert.deepEqual(findArticles(ru.articles, null, 'квантовая физика'), [])
  assert.equal(findArticles(ru.articles, null, '  ').length, ru.articles.length)
  assert.ok(findArticles(ru.articles, 'pupil', '').every(({ roles }) => roles.includes('pupil')))
  assert.ok(!ids(findArticles(ru.articles, 'pupil', '')).includes('not-administrator'))
})
