# Files that are taken along.
export-services = الخدمات
export-interactions = سجل التواصل
export-months = التواصل حسب الشهر
export-channels = التواصل حسب القناة
export-reasons = التواصل حسب السبب
export-byDepartment = التواصل حسب الإدارة
figures-month = الشهر
