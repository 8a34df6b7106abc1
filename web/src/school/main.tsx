import '#web/kit/theme/theme.ts'
import './kit/school.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { queryClient } from '#web/kit/query/query-client.ts'
import { SchoolPage } from './SchoolPage.tsx'
import { t } from './school.texts.ts'

document.title = t.school
createRoot(document.getElementById('root')!).render(
  <QueryClientProvider client={queryClient}>
    <SchoolPage />
  </QueryClientProvider>,
)
