//! Small programs that show Mustafid in use: `embed` embeds the library, `host_app` serves its schema inside a
//! host's own web application. `mappings/` holds import mappings to start from. There is nothing to import here.
