body-name = جهة حكومية
