# What readers say of a page.
feedback-title = Your view of this page
feedback-useful = Did you find what you need?
feedback-yes = Yes
feedback-no = No
feedback-comment = What is missing?
feedback-hint = Please write no identifiers or personal data.
feedback-send = Send
feedback-thanks = Thank you: the department concerned has your note.
contact-useful = Found the page useful
