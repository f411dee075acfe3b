# Components: fields, lists, tables.
ui-error = Error:
ui-file-kept = The file was received: no need to choose it again.
ui-errors-title = There is a problem
ui-optional = optional
ui-choose = Choose
ui-search = Search
ui-save = Save
ui-cancel = Cancel
ui-change = Change
ui-close = Close
ui-print = Print this page
ui-filter = Show
ui-clear-filters = Clear all filters
ui-in-ar = In Arabic
ui-in-en = In English
ui-date-hint = Gregorian or Hijri, for example 2026-11-25 or 1448-06-15
ui-currency-SAR = Saudi riyals
ui-all = All
ui-nothing = Nothing
ui-actions = Actions
ui-pages = Pages of the list
ui-previous = Previous
ui-next = Next
ui-breadcrumb = You are here
ui-before = Before
ui-after = After
ui-results = { $count ->
    [0] Nothing found
    [one] One result
   *[other] { $count } results
}
done-already = This was done already, by your first press.
