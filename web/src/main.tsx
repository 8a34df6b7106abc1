import '#web/kit/theme/theme.ts'
