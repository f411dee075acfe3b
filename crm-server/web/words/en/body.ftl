body-name = Public body
