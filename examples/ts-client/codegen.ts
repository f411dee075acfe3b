import type { CodegenConfig } from "@graphql-codegen/cli";

const config: CodegenConfig = {
  schema: "../../crm-graphql/schema.graphql",
  documents: ["src/documents.ts"],
  generates: {
    "src/generated/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      // Documents are texts at run time: no parser in what is shipped.
      config: {
        documentMode: "string",
        enumsAsTypes: true,
        useTypeImports: true,
        defaultScalarType: "string",
        scalars: { JSON: "unknown" },
      },
    },
  },
  importExtension: ".js",
};

export default config;
