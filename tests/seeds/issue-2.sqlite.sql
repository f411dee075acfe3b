PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE IF NOT EXISTS "crm_migration" ( "version" varchar NOT NULL PRIMARY KEY, "applied_at" integer NOT NULL );
INSERT INTO crm_migration VALUES('m0001_record',1795625256);
INSERT INTO crm_migration VALUES('m0002_staff',1795625256);
INSERT INTO crm_migration VALUES('m0003_structure',1795625256);
INSERT INTO crm_migration VALUES('m0004_services',1795625256);
INSERT INTO crm_migration VALUES('m0005_beneficiaries',1795625256);
INSERT INTO crm_migration VALUES('m0006_interactions',1795625256);
INSERT INTO crm_migration VALUES('m0007_import',1795625256);
CREATE TABLE encryption_key (
    id INTEGER PRIMARY KEY,
    check_value BLOB NOT NULL
);
INSERT INTO encryption_key VALUES(1,X'681e0b484ffc8a1d06d27194c3d661470819f9bc1b3efaf60559d0cfc604648c');
CREATE TABLE audit (
    id BLOB PRIMARY KEY,
    at TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor TEXT NOT NULL,
    staff_id BLOB,
    token_id BLOB,
    on_behalf_of BLOB,
    operation TEXT NOT NULL,
    entity_kind TEXT NOT NULL,
    entity_id BLOB,
    department_id BLOB,
    request_id TEXT NOT NULL,
    purpose TEXT NOT NULL,
    commitment BLOB NOT NULL,
    sequence INTEGER UNIQUE,
    hash BLOB
);
INSERT INTO audit VALUES(X'019ab7aa9080748d86ded0b558608916','2025-11-24T21:00:00+00:00','system','system:seed',NULL,NULL,NULL,'department.created','department',X'019ab7aa9080748d86ded0b4ef55a977',X'019ab7aa9080748d86ded0b4ef55a977','01a2139b07a976c985239e817f408028','maintenance',X'883728fc90d4c6d0a5b2daab66260a6f69dd616cc2af5b0b2e98e6e334172a7a',NULL,NULL);
INSERT INTO audit VALUES(X'019ab7aa9080748d86ded0ba7c9632e8','2025-11-24T21:00:00+00:00','system','system:seed',NULL,NULL,NULL,'service.create','service',X'019ab7aa9080748d86ded0b76da99945',X'019ab7aa9080748d86ded0b4ef55a977','01a2139b07a976c985239e817f408028','maintenance',X'bc97c9bbe71f7bce0f5bec334cf6363dc50064d9737ad5451e29daa79362fc3e',NULL,NULL);
INSERT INTO audit VALUES(X'019ab7aa9080748d86ded0bd2709ae5f','2025-11-24T21:00:00+00:00','system','system:seed',NULL,NULL,NULL,'service.submit','service',X'019ab7aa9080748d86ded0b76da99945',X'019ab7aa9080748d86ded0b4ef55a977','01a2139b07a976c985239e817f408028','maintenance',X'5fe3b813c6817500abde16feca46304b4f3dfad004c1026649652cd7eed6ccdc',NULL,NULL);
INSERT INTO audit VALUES(X'019ab7aa9080748d86ded0c09b8c77d7','2025-11-24T21:00:00+00:00','system','system:seed',NULL,NULL,NULL,'service.publish','service',X'019ab7aa9080748d86ded0b76da99945',X'019ab7aa9080748d86ded0b4ef55a977','01a2139b07a976c985239e817f408028','maintenance',X'7cc4eb878e4d3a8438ee073d79d761088b55015378c876a679b5fd17920c9cc2',NULL,NULL);
INSERT INTO audit VALUES(X'019ab7aa9080748d86ded0cea5ea4471','2025-11-24T21:00:00+00:00','system','system:seed',NULL,NULL,NULL,'beneficiary.register','beneficiary',X'019ab7aa9080748d86ded0c23c0253ad',X'019ab7aa9080748d86ded0b4ef55a977','01a2139b07a976c985239e817f408028','maintenance',X'480965f74a459ea37bdad2edfb9b07af5dea8283125b5d0754a1f2448ce82882',NULL,NULL);
INSERT INTO audit VALUES(X'019ab7aa9080748d86ded0cfc92765da','2025-11-24T21:00:00+00:00','system','system:seed',NULL,NULL,NULL,'beneficiary.register','beneficiary',X'019ab7aa9080748d86ded0c39c805f23',X'019ab7aa9080748d86ded0b4ef55a977','01a2139b07a976c985239e817f408028','maintenance',X'dd17166d78c8a0cbc4c2a171b39665e877f27d09dc9d7fd0f81172ff7e8e36b7',NULL,NULL);
INSERT INTO audit VALUES(X'019ab7aa9080748d86ded0d01ee7c8cc','2025-11-24T21:00:00+00:00','system','system:seed',NULL,NULL,NULL,'beneficiary.register','beneficiary',X'019ab7aa9080748d86ded0c4c3ebde78',X'019ab7aa9080748d86ded0b4ef55a977','01a2139b07a976c985239e817f408028','maintenance',X'965eb7b6a885a82fa73a409835731c597123d3ec20fdf40f72487f258f7900c0',NULL,NULL);
INSERT INTO audit VALUES(X'019bd4d7c87073fd96cddc6874a02a81','2026-01-19T06:01:10+00:00','system','system:demo',NULL,NULL,NULL,'interaction.log','interaction',X'019bd4d7c87073fd96cddc65df818ab1',X'019ab7aa9080748d86ded0b4ef55a977','01a2139b0fe5706c813f6425c9e5facf','maintenance',X'5256c1b68bb8058f5faffe26dbc9c9edb5ed2b34368d7473fd4b9871a789f55d',NULL,NULL);
INSERT INTO audit VALUES(X'019d3dad843873acb0f31bfd78470427','2026-03-30T07:37:55+00:00','system','system:demo',NULL,NULL,NULL,'interaction.log','interaction',X'019d3dad843873acb0f31bfa52eb31fe',X'019ab7aa9080748d86ded0b4ef55a977','01a2139b0fe976c8b40f09e49dd6921b','maintenance',X'2ee573b4b3a704b02f1ca78aea19bf715ecd83c25cde686161236c5d26088733',NULL,NULL);
INSERT INTO audit VALUES(X'019e7d124d607669985a358bb01ba50c','2026-05-31T08:06:52+00:00','system','system:demo',NULL,NULL,NULL,'interaction.log','interaction',X'019e7d124d607669985a35889d9bd77a',X'019ab7aa9080748d86ded0b4ef55a977','01a2139b0fed7772b8b1350dcf1f67a8','maintenance',X'5cd3a66046de3f107573915f8bca6fb05297bd7c693f2835aa6e0428fabdd18a',NULL,NULL);
INSERT INTO audit VALUES(X'019fc6cee66071a7aba74e10e32bf1ef','2026-08-03T08:47:56+00:00','system','system:demo',NULL,NULL,NULL,'interaction.log','interaction',X'019fc6cee66071a7aba74e0e0350813c',X'019ab7aa9080748d86ded0b4ef55a977','01a2139b0fff76d4b89a18ea8ca15477','maintenance',X'f7109d40ae4ca1800457d4528dd2d49b34f7db390fdcf7dab655171d91f5154d',NULL,NULL);
INSERT INTO audit VALUES(X'01a0f6cc20c076f6ac2d38917c8e6b67','2026-10-01T09:29:28+00:00','system','system:demo',NULL,NULL,NULL,'interaction.log','interaction',X'01a0f6cc20c076f6ac2d388ed99fa9ef',X'019ab7aa9080748d86ded0b4ef55a977','01a2139b1009706e88c6c40b41ac8555','maintenance',X'322c20f556e9b1c0f2497b2d15c594c0e2dd1e4b12db0fe0a1baa8cc502fe5ff',NULL,NULL);
INSERT INTO audit VALUES(X'01a20cd269f073708a1db97c3e002566','2026-11-24T09:10:46+00:00','system','system:demo',NULL,NULL,NULL,'interaction.log','interaction',X'01a20cd269f073708a1db9795cfeb7f4',X'019ab7aa9080748d86ded0b4ef55a977','01a2139b101176f99a96d0e096ed3622','maintenance',X'beaf829849c53c1c9d5ac0a922bf23cca216bc8495c31096ca8ac135bcacd8da',NULL,NULL);
CREATE TABLE audit_detail (
    audit_id BLOB PRIMARY KEY REFERENCES audit (id),
    salt BLOB NOT NULL,
    sealed BLOB NOT NULL
);
INSERT INTO audit_detail VALUES(X'019ab7aa9080748d86ded0b558608916',X'fa42a6bced796ac22db188b622378c06',X'0000000152faec9a245537a4d504434b808e9d59f5d3b272a1de940d41ab672aa25289940d21e3e4cc74efde0fd9a7f3517d9abf9f4baf0132789f9a77ff6179175344a324e72a94721f');
INSERT INTO audit_detail VALUES(X'019ab7aa9080748d86ded0ba7c9632e8',X'2cd7431365cba319c66500d0484de1ff',X'000000017382836438a85b4b749ee39396dd2d078f61d0a294073ffcc59c0a9bee9be01227e84b4e21403a0831d3de6c2422086a58e74db7c637e54cb2abd13c2f4601d31f39aee4dc28d2aab9511880f85138226dfcbab12157dcb2e2d6f3bd44');
INSERT INTO audit_detail VALUES(X'019ab7aa9080748d86ded0bd2709ae5f',X'e06476d56d26c340b92e8c2be8188dbd',X'000000010d2dd46900e2639ea1945904d9eb7683a568cade081c12dd50d46e7f94180fbd8e8f9fc04ad70da66cb2801de6fcf1f598dfd37b2674782f3689ca4f318bf40dedc7a2cc1dfd1c333f4e3d266a006d16594ee26e');
INSERT INTO audit_detail VALUES(X'019ab7aa9080748d86ded0c09b8c77d7',X'beb641d86282e613a492e6f68ce0445c',X'0000000123988e34f43d0db1613df4f12d227d13efefc70ecdc53b3f6e8765c1d4b6afb2865c56ee5317c5a242cf197f48ee1c944579297c8e300e3ad4cfe58c4ff68f82c1858dbbf7e7b6cd614e675c2d17e9008a0236b2');
INSERT INTO audit_detail VALUES(X'019ab7aa9080748d86ded0cea5ea4471',X'173081685fe6d23614d041067f24cfa1',X'000000019099bee8cfb65fdca9516a24e7747c5d50233e5674e6fc9a924903f8d2b3e8efbe4b619c1ca79ebce4267c15aeaa5ad5245f67f8913d1fe385102f4898bfc4dd51881f956c861bce6d4cd573f0b88ab88ddbe60e25b4a4840b27d709efc38ff9b568b2a5c4724cde1953bc456a0b8603a36ae82a73fc861df8e3804d096058b992c9e6ed0bc5f6efff615cff7bb0897918f9');
INSERT INTO audit_detail VALUES(X'019ab7aa9080748d86ded0cfc92765da',X'abfa288bba18c9b342555c086c52b256',X'000000018edbb4aa48ee10e101efa0853c33f4ef9f29cd034503538964e732f7da07ce38ba60639a3a3f36e32706ddaee59e193d9d5fcc62f522dbed6a0f0a919c2678086b2f01972731808dc1785204d7d42954a902188ba29cdd9625c7');
INSERT INTO audit_detail VALUES(X'019ab7aa9080748d86ded0d01ee7c8cc',X'de77ba36360690cabfa8913315857c7d',X'00000001988cb417c15f610b09bd31a6d21b956179216eceaf75216d45edf95858f5d01f32eb26b5d72b56f82ef398c6659c874c6661ec2d56c91eb567c7e75a17fcdd6db889c933500335391d9038ddc898ed9a1c5a0364e8ca3e239d85');
INSERT INTO audit_detail VALUES(X'019bd4d7c87073fd96cddc6874a02a81',X'cbadf4f543d1589625d64cb80d7ad3f4',X'00000001e7d7548415e1bd9eba46dcf6ec1c301a2539837de827f016d7638b40386ff4b7226be1ef9c0e20dd1086d04d2fa1e1e53feb1e5fbb4f2c23d2aeee854dccc32f31b9fb834e8d6b424426c4e46e2f374eb350df4d64019e08aa83cbb639bfb3954de9142bb61f25a2017eed16378db8993a50c62ea410150280413b77d98385189ff2e5ebe28027cab8ee2f8105d62498c5b2169bd5a98dab70dce69beb0595b49bc905266958b4');
INSERT INTO audit_detail VALUES(X'019d3dad843873acb0f31bfd78470427',X'9f89f00f12bfcf862fae1eef7f76b2e9',X'000000014b383316671fc1c7c931c4c6ed10ba91d6d349dde9e058822290936937f4fd760b98bb34cd1d68096ac8788bc3ed22260fb3bf59f204bde04b398356ea5799148e015ec442cce39981de4414185fd42fd2a525fb52b0c5ba21ec7832a6d73a7ffff008fbac0093e84595481647dd69807d9b81318f7d6b8f6145b4fb54a5c69f81187ad72e70c4405177f7f85f955e210518a12a4c04878acbe1ede0ea283588a41cd715af');
INSERT INTO audit_detail VALUES(X'019e7d124d607669985a358bb01ba50c',X'870216a9ecc91371ad2aea64341b6c4d',X'00000001fe7292cb4ddb8dd275603c08a3aea0c72671e8135b932a31fdc8b1c959fa9108a195a2578b15f5b3a810bb7f9d9e085309f424931e78b8ed2a6b0146534e92b346d64110667cb88945f31adf837b36f69a2fbd550cd2a9865cb224cf586748f45a5e2f1b5bfb03a0f895a44cb3005ea9b22ed5872253bce549f7bdba69ef9f3842d9799e160f8b107c90593208af064d78524c1f6444e278189c40d45971492f5fdc39a4b0');
INSERT INTO audit_detail VALUES(X'019fc6cee66071a7aba74e10e32bf1ef',X'bc80206dd27525154ae461dbfcc174a9',X'0000000135db16ad828d536a5c2b89ae74f3280dc18cb6768b26d0a6e8a03caf151c0ecf57eb6f9bdc29a63329b038fae83717673985e139a061f40d6ed3f60abf2696c1c7ac9d0571a9904448e87ffdbff2cb1253af6acf186bda72638b8af8bf0688d1eb5f1d16081453e6df3a63f3ce6482b1fe26567c430b6cf0af6ab8a92175c156542bcf762c');
INSERT INTO audit_detail VALUES(X'01a0f6cc20c076f6ac2d38917c8e6b67',X'8a6419db7ebceff9ec46145cb8651acd',X'000000017a5bd245f7654cc49680f1da34af4262e542ea6d8e6acd08d42c70bee99c0ce874a8e0a13f05f318895549d3a887a006986f1b2c8bdc62d66bdd03f98d7a2372e47e0976548c142c9bd5b521cb251282e57b8daa400fd22f47c9c0be492cce8442d0a6f2e403757a5507f363c1f249cc78e918c963bc52e480bd999dad919da0ede6b74ffa2a0b1c51eb357128cd044091967a54e265900da4c76e791fb6090c363fb4a59b');
INSERT INTO audit_detail VALUES(X'01a20cd269f073708a1db97c3e002566',X'0d4fe20cd672ba6dd3abb6477af7187f',X'00000001f5ab0cb71f8814548d827624370a052f26dc2e539c006c3ec7ac6203cd9f39cb22c71e517648d056b651724342b7675f3b12d17650e72a94e6c2207d9e7278b2940dac185a5a950e43ee5c457717cfc37f8f912a5aca709f8c5c571ea91fd3a4f3c2bf0ac67eb0a54f530eb741a2d4642cebab33761c118e9ae2585f801576e77c7664bd945a3b8286590895adcc06f0888157ef16f4f69c8177e2f79e6280103ef62307da');
CREATE TABLE event (
    id BLOB PRIMARY KEY,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    entity_kind TEXT NOT NULL,
    entity_id BLOB NOT NULL,
    department_id BLOB,
    audit_id BLOB NOT NULL,
    fields TEXT NOT NULL,
    sequence INTEGER UNIQUE
);
INSERT INTO event VALUES(X'019ab7aa9080748d86ded0b68856ae93','2025-11-24T21:00:00+00:00','department.created','department',X'019ab7aa9080748d86ded0b4ef55a977',X'019ab7aa9080748d86ded0b4ef55a977',X'019ab7aa9080748d86ded0b558608916','["code","name","kind","parent"]',NULL);
INSERT INTO event VALUES(X'019ab7aa9080748d86ded0bba6d68072','2025-11-24T21:00:00+00:00','service.created','service',X'019ab7aa9080748d86ded0b76da99945',X'019ab7aa9080748d86ded0b4ef55a977',X'019ab7aa9080748d86ded0ba7c9632e8','["code","owner","card"]',NULL);
INSERT INTO event VALUES(X'019ab7aa9080748d86ded0be41b075fa','2025-11-24T21:00:00+00:00','service.submitted','service',X'019ab7aa9080748d86ded0b76da99945',X'019ab7aa9080748d86ded0b4ef55a977',X'019ab7aa9080748d86ded0bd2709ae5f','["status"]',NULL);
INSERT INTO event VALUES(X'019ab7aa9080748d86ded0c156ba6b58','2025-11-24T21:00:00+00:00','service.published','service',X'019ab7aa9080748d86ded0b76da99945',X'019ab7aa9080748d86ded0b4ef55a977',X'019ab7aa9080748d86ded0c09b8c77d7','["status"]',NULL);
INSERT INTO event VALUES(X'019ab7aa9080748d86ded0d116df41e7','2025-11-24T21:00:00+00:00','beneficiary.registered','beneficiary',X'019ab7aa9080748d86ded0c23c0253ad',X'019ab7aa9080748d86ded0b4ef55a977',X'019ab7aa9080748d86ded0cea5ea4471','["kind","name","identifiers","contactPoints"]',NULL);
INSERT INTO event VALUES(X'019ab7aa9080748d86ded0d272c8b470','2025-11-24T21:00:00+00:00','beneficiary.registered','beneficiary',X'019ab7aa9080748d86ded0c39c805f23',X'019ab7aa9080748d86ded0b4ef55a977',X'019ab7aa9080748d86ded0cfc92765da','["kind","name","identifiers","contactPoints"]',NULL);
INSERT INTO event VALUES(X'019ab7aa9080748d86ded0d3005993b1','2025-11-24T21:00:00+00:00','beneficiary.registered','beneficiary',X'019ab7aa9080748d86ded0c4c3ebde78',X'019ab7aa9080748d86ded0b4ef55a977',X'019ab7aa9080748d86ded0d01ee7c8cc','["kind","name","identifiers","contactPoints"]',NULL);
INSERT INTO event VALUES(X'019bd4d7c87073fd96cddc6916816f9a','2026-01-19T06:01:10+00:00','interaction.logged','interaction',X'019bd4d7c87073fd96cddc65df818ab1',X'019ab7aa9080748d86ded0b4ef55a977',X'019bd4d7c87073fd96cddc6874a02a81','["occurredAt","channel","direction","department","beneficiary","service","reason","outcome"]',NULL);
INSERT INTO event VALUES(X'019d3dad843873acb0f31bfe974ad017','2026-03-30T07:37:55+00:00','interaction.logged','interaction',X'019d3dad843873acb0f31bfa52eb31fe',X'019ab7aa9080748d86ded0b4ef55a977',X'019d3dad843873acb0f31bfd78470427','["occurredAt","channel","direction","department","beneficiary","service","reason","outcome"]',NULL);
INSERT INTO event VALUES(X'019e7d124d607669985a358cd9c4b582','2026-05-31T08:06:52+00:00','interaction.logged','interaction',X'019e7d124d607669985a35889d9bd77a',X'019ab7aa9080748d86ded0b4ef55a977',X'019e7d124d607669985a358bb01ba50c','["occurredAt","channel","direction","department","beneficiary","service","reason","outcome"]',NULL);
INSERT INTO event VALUES(X'019fc6cee66071a7aba74e11e216a00e','2026-08-03T08:47:56+00:00','interaction.logged','interaction',X'019fc6cee66071a7aba74e0e0350813c',X'019ab7aa9080748d86ded0b4ef55a977',X'019fc6cee66071a7aba74e10e32bf1ef','["occurredAt","channel","direction","department","beneficiary","service","reason","outcome"]',NULL);
INSERT INTO event VALUES(X'01a0f6cc20c076f6ac2d38926da8f984','2026-10-01T09:29:28+00:00','interaction.logged','interaction',X'01a0f6cc20c076f6ac2d388ed99fa9ef',X'019ab7aa9080748d86ded0b4ef55a977',X'01a0f6cc20c076f6ac2d38917c8e6b67','["occurredAt","channel","direction","department","beneficiary","service","reason","outcome"]',NULL);
INSERT INTO event VALUES(X'01a20cd269f073708a1db97de8518642','2026-11-24T09:10:46+00:00','interaction.logged','interaction',X'01a20cd269f073708a1db9795cfeb7f4',X'019ab7aa9080748d86ded0b4ef55a977',X'01a20cd269f073708a1db97c3e002566','["occurredAt","channel","direction","department","beneficiary","service","reason","outcome"]',NULL);
CREATE TABLE timeline (
    id BLOB PRIMARY KEY,
    beneficiary_id BLOB,
    case_id BLOB,
    occurred_at TEXT NOT NULL,
    kind TEXT NOT NULL,
    record_id BLOB NOT NULL,
    department_id BLOB
);
INSERT INTO timeline VALUES(X'019ab7aa9080748d86ded0d45c7d130c',X'019ab7aa9080748d86ded0c23c0253ad',NULL,'2025-11-24T21:00:00+00:00','beneficiary.registered',X'019ab7aa9080748d86ded0c23c0253ad',X'019ab7aa9080748d86ded0b4ef55a977');
INSERT INTO timeline VALUES(X'019ab7aa9080748d86ded0d56e22bf17',X'019ab7aa9080748d86ded0c39c805f23',NULL,'2025-11-24T21:00:00+00:00','beneficiary.registered',X'019ab7aa9080748d86ded0c39c805f23',X'019ab7aa9080748d86ded0b4ef55a977');
INSERT INTO timeline VALUES(X'019ab7aa9080748d86ded0d602e43969',X'019ab7aa9080748d86ded0c4c3ebde78',NULL,'2025-11-24T21:00:00+00:00','beneficiary.registered',X'019ab7aa9080748d86ded0c4c3ebde78',X'019ab7aa9080748d86ded0b4ef55a977');
INSERT INTO timeline VALUES(X'019bd4d7c87073fd96cddc67ffd762ef',X'019ab7aa9080748d86ded0c39c805f23',NULL,'2026-01-19T06:00:10+00:00','interaction',X'019bd4d7c87073fd96cddc65df818ab1',X'019ab7aa9080748d86ded0b4ef55a977');
INSERT INTO timeline VALUES(X'019d3dad843873acb0f31bfcb790c27f',X'019ab7aa9080748d86ded0c23c0253ad',NULL,'2026-03-30T07:36:55+00:00','interaction',X'019d3dad843873acb0f31bfa52eb31fe',X'019ab7aa9080748d86ded0b4ef55a977');
INSERT INTO timeline VALUES(X'019e7d124d607669985a358ade68c8e2',X'019ab7aa9080748d86ded0c39c805f23',NULL,'2026-05-31T08:05:52+00:00','interaction',X'019e7d124d607669985a35889d9bd77a',X'019ab7aa9080748d86ded0b4ef55a977');
INSERT INTO timeline VALUES(X'01a0f6cc20c076f6ac2d3890e96da1bb',X'019ab7aa9080748d86ded0c39c805f23',NULL,'2026-10-01T09:28:28+00:00','interaction',X'01a0f6cc20c076f6ac2d388ed99fa9ef',X'019ab7aa9080748d86ded0b4ef55a977');
INSERT INTO timeline VALUES(X'01a20cd269f073708a1db97b6227254f',X'019ab7aa9080748d86ded0c39c805f23',NULL,'2026-11-24T09:09:46+00:00','interaction',X'01a20cd269f073708a1db9795cfeb7f4',X'019ab7aa9080748d86ded0b4ef55a977');
CREATE TABLE idempotency (
    actor TEXT NOT NULL,
    operation TEXT NOT NULL,
    key TEXT NOT NULL,
    digest BLOB NOT NULL,
    result_id BLOB NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (actor, operation, key)
) WITHOUT ROWID;
CREATE TABLE search_token (
    area TEXT NOT NULL,
    token TEXT NOT NULL,
    record_id BLOB NOT NULL,
    weight INTEGER NOT NULL,
    PRIMARY KEY (area, token, record_id, weight)
) WITHOUT ROWID;
INSERT INTO search_token VALUES('service','1',X'019ab7aa9080748d86ded0b76da99945',10);
INSERT INTO search_token VALUES('service','a',X'019ab7aa9080748d86ded0b76da99945',4);
INSERT INTO search_token VALUES('service','load',X'019ab7aa9080748d86ded0b76da99945',4);
INSERT INTO search_token VALUES('service','seed',X'019ab7aa9080748d86ded0b76da99945',10);
INSERT INTO search_token VALUES('service','service',X'019ab7aa9080748d86ded0b76da99945',8);
INSERT INTO search_token VALUES('service','system',X'019ab7aa9080748d86ded0b76da99945',4);
INSERT INTO search_token VALUES('service','the',X'019ab7aa9080748d86ded0b76da99945',4);
INSERT INTO search_token VALUES('service','to',X'019ab7aa9080748d86ded0b76da99945',4);
INSERT INTO search_token VALUES('service','trial',X'019ab7aa9080748d86ded0b76da99945',8);
INSERT INTO search_token VALUES('service','try',X'019ab7aa9080748d86ded0b76da99945',4);
INSERT INTO search_token VALUES('service','under',X'019ab7aa9080748d86ded0b76da99945',4);
INSERT INTO search_token VALUES('service','~load',X'019ab7aa9080748d86ded0b76da99945',2);
INSERT INTO search_token VALUES('service','~seed',X'019ab7aa9080748d86ded0b76da99945',5);
INSERT INTO search_token VALUES('service','~servic',X'019ab7aa9080748d86ded0b76da99945',4);
INSERT INTO search_token VALUES('service','~system',X'019ab7aa9080748d86ded0b76da99945',2);
INSERT INTO search_token VALUES('service','~the',X'019ab7aa9080748d86ded0b76da99945',2);
INSERT INTO search_token VALUES('service','~tri',X'019ab7aa9080748d86ded0b76da99945',2);
INSERT INTO search_token VALUES('service','~trial',X'019ab7aa9080748d86ded0b76da99945',4);
INSERT INTO search_token VALUES('service','~try',X'019ab7aa9080748d86ded0b76da99945',2);
INSERT INTO search_token VALUES('service','~under',X'019ab7aa9080748d86ded0b76da99945',2);
INSERT INTO search_token VALUES('service','~تجريب',X'019ab7aa9080748d86ded0b76da99945',4);
INSERT INTO search_token VALUES('service','~تحت',X'019ab7aa9080748d86ded0b76da99945',2);
INSERT INTO search_token VALUES('service','~حمل',X'019ab7aa9080748d86ded0b76da99945',2);
INSERT INTO search_token VALUES('service','~خدم',X'019ab7aa9080748d86ded0b76da99945',4);
INSERT INTO search_token VALUES('service','~لتجرب',X'019ab7aa9080748d86ded0b76da99945',2);
INSERT INTO search_token VALUES('service','~نظام',X'019ab7aa9080748d86ded0b76da99945',2);
INSERT INTO search_token VALUES('service','الحمل',X'019ab7aa9080748d86ded0b76da99945',4);
INSERT INTO search_token VALUES('service','النظام',X'019ab7aa9080748d86ded0b76da99945',4);
INSERT INTO search_token VALUES('service','تجريبيه',X'019ab7aa9080748d86ded0b76da99945',8);
INSERT INTO search_token VALUES('service','تحت',X'019ab7aa9080748d86ded0b76da99945',4);
INSERT INTO search_token VALUES('service','حمل',X'019ab7aa9080748d86ded0b76da99945',2);
INSERT INTO search_token VALUES('service','خدمه',X'019ab7aa9080748d86ded0b76da99945',8);
INSERT INTO search_token VALUES('service','لتجربه',X'019ab7aa9080748d86ded0b76da99945',4);
INSERT INTO search_token VALUES('service','نظام',X'019ab7aa9080748d86ded0b76da99945',2);
INSERT INTO search_token VALUES('beneficiary','0',X'019ab7aa9080748d86ded0c23c0253ad',2);
INSERT INTO search_token VALUES('beneficiary','alghadeer',X'019ab7aa9080748d86ded0c23c0253ad',2);
INSERT INTO search_token VALUES('beneficiary','factory',X'019ab7aa9080748d86ded0c23c0253ad',2);
INSERT INTO search_token VALUES('beneficiary','ghadeer',X'019ab7aa9080748d86ded0c23c0253ad',1);
INSERT INTO search_token VALUES('beneficiary','manarat',X'019ab7aa9080748d86ded0c23c0253ad',2);
INSERT INTO search_token VALUES('beneficiary','~factori',X'019ab7aa9080748d86ded0c23c0253ad',1);
INSERT INTO search_token VALUES('beneficiary','~factory',X'019ab7aa9080748d86ded0c23c0253ad',1);
INSERT INTO search_token VALUES('beneficiary','~ghad',X'019ab7aa9080748d86ded0c23c0253ad',1);
INSERT INTO search_token VALUES('beneficiary','~ghadeer',X'019ab7aa9080748d86ded0c23c0253ad',1);
INSERT INTO search_token VALUES('beneficiary','~manarat',X'019ab7aa9080748d86ded0c23c0253ad',1);
INSERT INTO search_token VALUES('beneficiary','~غدير',X'019ab7aa9080748d86ded0c23c0253ad',1);
INSERT INTO search_token VALUES('beneficiary','~مصنع',X'019ab7aa9080748d86ded0c23c0253ad',1);
INSERT INTO search_token VALUES('beneficiary','~منار',X'019ab7aa9080748d86ded0c23c0253ad',1);
INSERT INTO search_token VALUES('beneficiary','الغدير',X'019ab7aa9080748d86ded0c23c0253ad',2);
INSERT INTO search_token VALUES('beneficiary','غدير',X'019ab7aa9080748d86ded0c23c0253ad',1);
INSERT INTO search_token VALUES('beneficiary','مصنع',X'019ab7aa9080748d86ded0c23c0253ad',2);
INSERT INTO search_token VALUES('beneficiary','مناره',X'019ab7aa9080748d86ded0c23c0253ad',2);
INSERT INTO search_token VALUES('beneficiary','alkathibani',X'019ab7aa9080748d86ded0c39c805f23',2);
INSERT INTO search_token VALUES('beneficiary','majed',X'019ab7aa9080748d86ded0c39c805f23',2);
INSERT INTO search_token VALUES('beneficiary','turki',X'019ab7aa9080748d86ded0c39c805f23',2);
INSERT INTO search_token VALUES('beneficiary','yousef',X'019ab7aa9080748d86ded0c39c805f23',2);
INSERT INTO search_token VALUES('beneficiary','~alkathiban',X'019ab7aa9080748d86ded0c39c805f23',1);
INSERT INTO search_token VALUES('beneficiary','~alkathibani',X'019ab7aa9080748d86ded0c39c805f23',1);
INSERT INTO search_token VALUES('beneficiary','~maje',X'019ab7aa9080748d86ded0c39c805f23',1);
INSERT INTO search_token VALUES('beneficiary','~majed',X'019ab7aa9080748d86ded0c39c805f23',1);
INSERT INTO search_token VALUES('beneficiary','~turk',X'019ab7aa9080748d86ded0c39c805f23',1);
INSERT INTO search_token VALUES('beneficiary','~turki',X'019ab7aa9080748d86ded0c39c805f23',1);
INSERT INTO search_token VALUES('beneficiary','~yousef',X'019ab7aa9080748d86ded0c39c805f23',1);
INSERT INTO search_token VALUES('beneficiary','~ترك',X'019ab7aa9080748d86ded0c39c805f23',1);
INSERT INTO search_token VALUES('beneficiary','~كثيبان',X'019ab7aa9080748d86ded0c39c805f23',1);
INSERT INTO search_token VALUES('beneficiary','~ماجد',X'019ab7aa9080748d86ded0c39c805f23',1);
INSERT INTO search_token VALUES('beneficiary','~يوسف',X'019ab7aa9080748d86ded0c39c805f23',1);
INSERT INTO search_token VALUES('beneficiary','الكثيباني',X'019ab7aa9080748d86ded0c39c805f23',2);
INSERT INTO search_token VALUES('beneficiary','تركي',X'019ab7aa9080748d86ded0c39c805f23',2);
INSERT INTO search_token VALUES('beneficiary','كثيباني',X'019ab7aa9080748d86ded0c39c805f23',1);
INSERT INTO search_token VALUES('beneficiary','ماجد',X'019ab7aa9080748d86ded0c39c805f23',2);
INSERT INTO search_token VALUES('beneficiary','يوسف',X'019ab7aa9080748d86ded0c39c805f23',2);
INSERT INTO search_token VALUES('beneficiary','alsidrawi',X'019ab7aa9080748d86ded0c4c3ebde78',2);
INSERT INTO search_token VALUES('beneficiary','hani',X'019ab7aa9080748d86ded0c4c3ebde78',2);
INSERT INTO search_token VALUES('beneficiary','rahaf',X'019ab7aa9080748d86ded0c4c3ebde78',2);
INSERT INTO search_token VALUES('beneficiary','salem',X'019ab7aa9080748d86ded0c4c3ebde78',2);
INSERT INTO search_token VALUES('beneficiary','~alsidraw',X'019ab7aa9080748d86ded0c4c3ebde78',1);
INSERT INTO search_token VALUES('beneficiary','~alsidrawi',X'019ab7aa9080748d86ded0c4c3ebde78',1);
INSERT INTO search_token VALUES('beneficiary','~han',X'019ab7aa9080748d86ded0c4c3ebde78',1);
INSERT INTO search_token VALUES('beneficiary','~hani',X'019ab7aa9080748d86ded0c4c3ebde78',1);
INSERT INTO search_token VALUES('beneficiary','~rahaf',X'019ab7aa9080748d86ded0c4c3ebde78',1);
INSERT INTO search_token VALUES('beneficiary','~salem',X'019ab7aa9080748d86ded0c4c3ebde78',1);
INSERT INTO search_token VALUES('beneficiary','~رهف',X'019ab7aa9080748d86ded0c4c3ebde78',1);
INSERT INTO search_token VALUES('beneficiary','~سالم',X'019ab7aa9080748d86ded0c4c3ebde78',1);
INSERT INTO search_token VALUES('beneficiary','~سدراو',X'019ab7aa9080748d86ded0c4c3ebde78',1);
INSERT INTO search_token VALUES('beneficiary','~هان',X'019ab7aa9080748d86ded0c4c3ebde78',1);
INSERT INTO search_token VALUES('beneficiary','السدراوي',X'019ab7aa9080748d86ded0c4c3ebde78',2);
INSERT INTO search_token VALUES('beneficiary','رهف',X'019ab7aa9080748d86ded0c4c3ebde78',2);
INSERT INTO search_token VALUES('beneficiary','سالم',X'019ab7aa9080748d86ded0c4c3ebde78',2);
INSERT INTO search_token VALUES('beneficiary','سدراوي',X'019ab7aa9080748d86ded0c4c3ebde78',1);
INSERT INTO search_token VALUES('beneficiary','هاني',X'019ab7aa9080748d86ded0c4c3ebde78',2);
CREATE TABLE reference_version (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL
);
INSERT INTO reference_version VALUES(1,5);
CREATE TABLE staff_member (
    id BLOB PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    sort_name TEXT NOT NULL,
    external_subject TEXT UNIQUE,
    active BOOLEAN NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL
);
CREATE TABLE staff_role (
    id BLOB PRIMARY KEY,
    staff_id BLOB NOT NULL REFERENCES staff_member (id),
    role TEXT NOT NULL,
    department_id BLOB,
    valid_from TEXT NOT NULL,
    valid_to TEXT
);
CREATE TABLE integration (
    id BLOB PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    department_id BLOB
);
CREATE TABLE kiosk (
    id BLOB PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    site_id BLOB,
    department_id BLOB
);
CREATE TABLE api_token (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    hash BLOB NOT NULL UNIQUE,
    staff_id BLOB REFERENCES staff_member (id),
    integration_id BLOB REFERENCES integration (id),
    kiosk_id BLOB REFERENCES kiosk (id),
    role TEXT,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL,
    expires_at TEXT,
    revoked_at TEXT,
    last_used_at TEXT
);
CREATE TABLE department (
    id BLOB PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    sort_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    parent_id BLOB REFERENCES department (id),
    contacts TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    version INTEGER NOT NULL
);
INSERT INTO department VALUES(X'019ab7aa9080748d86ded0b4ef55a977','SEED','{"ar":"إدارة تجريبية","en":"Trial department"}','اداره تجريبيه','unit',NULL,'{"email":null,"phone":null,"website":null}',NULL,NULL,1);
CREATE TABLE department_change (
    id BLOB PRIMARY KEY,
    department_id BLOB NOT NULL REFERENCES department (id),
    at TEXT NOT NULL,
    old_name TEXT NOT NULL,
    old_parent_id BLOB
);
CREATE TABLE organization (
    id BLOB PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    sort_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    website TEXT,
    version INTEGER NOT NULL
);
CREATE TABLE site (
    id BLOB PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    sort_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    host TEXT NOT NULL,
    host_organization_id BLOB REFERENCES organization (id),
    department_id BLOB REFERENCES department (id),
    address TEXT NOT NULL,
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    opening_hours TEXT NOT NULL,
    accessibility TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    version INTEGER NOT NULL
);
CREATE TABLE category (
    id BLOB PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    sort_name TEXT NOT NULL,
    parent_id BLOB REFERENCES category (id),
    version INTEGER NOT NULL
);
CREATE TABLE tag (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    sort_name TEXT NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (kind, code)
);
CREATE TABLE service (
    id BLOB PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    owner_id BLOB NOT NULL REFERENCES department (id),
    status TEXT NOT NULL,
    published_revision_id BLOB,
    draft_revision_id BLOB,
    public BOOLEAN NOT NULL,
    import_public BOOLEAN NOT NULL,
    imported_to TEXT,
    due_at TEXT,
    name TEXT NOT NULL,
    sort_name TEXT NOT NULL,
    parent_id BLOB,
    kind TEXT,
    fees TEXT NOT NULL,
    below_floor BOOLEAN NOT NULL,
    score INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);
INSERT INTO service VALUES(X'019ab7aa9080748d86ded0b76da99945','SEED-1',X'019ab7aa9080748d86ded0b4ef55a977','published',X'019ab7aa9080748d86ded0b87edf2c2f',NULL,1,0,NULL,NULL,'{"ar":"خدمة تجريبية","en":"Trial service"}','خدمه تجريبيه',NULL,NULL,'free',0,50,3,'2025-11-24T21:00:00+00:00','2025-11-24T21:00:00+00:00');
CREATE TABLE service_revision (
    id BLOB PRIMARY KEY,
    service_id BLOB NOT NULL REFERENCES service (id),
    number INTEGER NOT NULL,
    state TEXT NOT NULL,
    card TEXT NOT NULL,
    below_floor BOOLEAN NOT NULL,
    author TEXT NOT NULL,
    reason TEXT,
    recorded_at TEXT NOT NULL,
    submitted_by TEXT,
    published_by TEXT,
    published_at TEXT,
    valid_from TEXT,
    withdrawn_at TEXT,
    imported BOOLEAN NOT NULL,
    import_id BLOB,
    UNIQUE (service_id, number)
);
INSERT INTO service_revision VALUES(X'019ab7aa9080748d86ded0b87edf2c2f',X'019ab7aa9080748d86ded0b76da99945',1,'published','{"audience":{"clients":["individuals"]},"channels":[{"kind":"counter"},{"kind":"phone"}],"classes":{},"fees":{"state":"free"},"governance":{},"identity":{"name":{"ar":"خدمة تجريبية","en":"Trial service"},"scope":["external"],"summary":{"ar":"خدمة لتجربة النظام تحت الحمل.","en":"A service to try the system under load."}},"onlinePoints":{"account":"not_known","application":"not_known","decision":"not_known","delivery":"not_known","feedback":"not_known","signIn":"not_known"},"ownership":{},"procedure":{},"promise":{"deliveryTimes":[{"validity":{},"within":{"amount":1,"unit":"working_days"}}]},"v":1}',0,'system:seed',NULL,'2025-11-24T21:00:00+00:00','system:seed','system:seed','2025-11-24T21:00:00+00:00','2025-11-24T21:00:00+00:00',NULL,0,NULL);
CREATE TABLE service_status_change (
    id BLOB PRIMARY KEY,
    service_id BLOB NOT NULL REFERENCES service (id),
    status TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    cancelled_at TEXT,
    actor TEXT NOT NULL,
    reason TEXT
);
INSERT INTO service_status_change VALUES(X'019ab7aa9080748d86ded0b9ee1b5cba',X'019ab7aa9080748d86ded0b76da99945','draft','2025-11-24T21:00:00+00:00','2025-11-24T21:00:00+00:00',NULL,'system:seed',NULL);
INSERT INTO service_status_change VALUES(X'019ab7aa9080748d86ded0bc8733095a',X'019ab7aa9080748d86ded0b76da99945','in_review','2025-11-24T21:00:00+00:00','2025-11-24T21:00:00+00:00',NULL,'system:seed',NULL);
INSERT INTO service_status_change VALUES(X'019ab7aa9080748d86ded0bf84b9ff1d',X'019ab7aa9080748d86ded0b76da99945','published','2025-11-24T21:00:00+00:00','2025-11-24T21:00:00+00:00',NULL,'system:seed',NULL);
CREATE TABLE service_external_id (
    scheme TEXT NOT NULL,
    value TEXT NOT NULL,
    service_id BLOB NOT NULL REFERENCES service (id),
    PRIMARY KEY (scheme, value)
) WITHOUT ROWID;
CREATE TABLE service_name (
    service_id BLOB NOT NULL REFERENCES service (id),
    language TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    PRIMARY KEY (service_id, language)
) WITHOUT ROWID;
INSERT INTO service_name VALUES(X'019ab7aa9080748d86ded0b76da99945','ar','خدمه تجريبيه');
INSERT INTO service_name VALUES(X'019ab7aa9080748d86ded0b76da99945','en','trial service');
CREATE TABLE service_category (
    service_id BLOB NOT NULL REFERENCES service (id),
    category_id BLOB NOT NULL,
    PRIMARY KEY (service_id, category_id)
) WITHOUT ROWID;
CREATE TABLE service_tag (
    service_id BLOB NOT NULL REFERENCES service (id),
    tag_id BLOB NOT NULL,
    PRIMARY KEY (service_id, tag_id)
) WITHOUT ROWID;
CREATE TABLE service_channel (
    service_id BLOB NOT NULL REFERENCES service (id),
    kind TEXT NOT NULL,
    PRIMARY KEY (service_id, kind)
) WITHOUT ROWID;
INSERT INTO service_channel VALUES(X'019ab7aa9080748d86ded0b76da99945','counter');
INSERT INTO service_channel VALUES(X'019ab7aa9080748d86ded0b76da99945','phone');
CREATE TABLE service_audience (
    service_id BLOB NOT NULL REFERENCES service (id),
    audience TEXT NOT NULL,
    PRIMARY KEY (service_id, audience)
) WITHOUT ROWID;
INSERT INTO service_audience VALUES(X'019ab7aa9080748d86ded0b76da99945','individuals');
CREATE TABLE beneficiary (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    sort_name TEXT NOT NULL,
    name_parts TEXT,
    sex TEXT,
    birth_date TEXT,
    birth_in_hijri BOOLEAN NOT NULL,
    birth_precision TEXT NOT NULL,
    nationality TEXT,
    preferred_language TEXT,
    preferred_channel TEXT,
    accessibility_needs TEXT NOT NULL,
    status TEXT NOT NULL,
    merged_into BLOB REFERENCES beneficiary (id),
    assurance TEXT NOT NULL,
    department_id BLOB,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);
INSERT INTO beneficiary VALUES(X'019ab7aa9080748d86ded0c23c0253ad','organisation','{"ar":"مصنع منارة الغدير 0","en":"Manarat Al-Ghadeer Factory 0"}','مصنع مناره الغدير 0',NULL,NULL,NULL,0,'day',NULL,'ar','sms','[]','active',NULL,'document_seen',X'019ab7aa9080748d86ded0b4ef55a977',1,'2025-11-24T21:00:00+00:00','2025-11-24T21:00:00+00:00');
INSERT INTO beneficiary VALUES(X'019ab7aa9080748d86ded0c39c805f23','individual','{"ar":"تركي يوسف ماجد الكثيباني","en":"Turki Yousef Majed Alkathibani"}','تركي يوسف ماجد الكثيباني','{"arabic":{"family":"الكثيباني","father":"يوسف","given":"تركي","grandfather":"ماجد"},"latin":{"family":"Alkathibani","father":"Yousef","given":"Turki","grandfather":"Majed"}}','male','1957-09-18',0,'day','SAU','ar','phone','[]','active',NULL,'document_seen',X'019ab7aa9080748d86ded0b4ef55a977',1,'2025-11-24T21:00:00+00:00','2025-11-24T21:00:00+00:00');
INSERT INTO beneficiary VALUES(X'019ab7aa9080748d86ded0c4c3ebde78','individual','{"ar":"رهف هاني سالم السدراوي","en":"Rahaf Hani Salem Alsidrawi"}','رهف هاني سالم السدراوي','{"arabic":{"family":"السدراوي","father":"هاني","given":"رهف","grandfather":"سالم"},"latin":{"family":"Alsidrawi","father":"Hani","given":"Rahaf","grandfather":"Salem"}}','female','1974-10-28',0,'day','SAU','ar','app','[]','active',NULL,'verified',X'019ab7aa9080748d86ded0b4ef55a977',1,'2025-11-24T21:00:00+00:00','2025-11-24T21:00:00+00:00');
CREATE TABLE beneficiary_identifier (
    id BLOB PRIMARY KEY,
    beneficiary_id BLOB NOT NULL REFERENCES beneficiary (id),
    kind TEXT NOT NULL,
    issuer TEXT,
    sealed BLOB NOT NULL,
    blind BLOB NOT NULL UNIQUE,
    blind_key INTEGER NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    check_overridden BOOLEAN NOT NULL,
    created_at TEXT NOT NULL
);
INSERT INTO beneficiary_identifier VALUES(X'019ab7aa9080748d86ded0c535d39495',X'019ab7aa9080748d86ded0c23c0253ad','commercial_register',NULL,X'00000001a3188f62fa9cef88892e1faf4864f232c71e6c0e8a17e63ec1b949b965d2a878f83763bbe7a2',X'9d258a0eeb56821a09c666c29055bfe30da59e780103e62cebe0e4d21e429c73',1,NULL,NULL,0,'2025-11-24T21:00:00+00:00');
INSERT INTO beneficiary_identifier VALUES(X'019ab7aa9080748d86ded0c651868ba3',X'019ab7aa9080748d86ded0c23c0253ad','unified_number',NULL,X'000000010b1be999427edb88734f476527c808779597470ba55763fb44c6a26c60a00f159d32921b59d4',X'2a7d56266d0b351dbffdc7c1d5b8ae02c80f77ba6ff88b2b6e97dd71ced29ee2',1,NULL,NULL,0,'2025-11-24T21:00:00+00:00');
INSERT INTO beneficiary_identifier VALUES(X'019ab7aa9080748d86ded0c82fec8838',X'019ab7aa9080748d86ded0c39c805f23','national_id',NULL,X'00000001352eb067cb3ea027c38c1a32e09e9220357e47e9cfb03a019a30d76d6ffb195110be06566538',X'a10ed07960b5cc52a22c612ef12a507a1b4947b6b18823cba08f3ba7d48d0a13',1,NULL,NULL,0,'2025-11-24T21:00:00+00:00');
INSERT INTO beneficiary_identifier VALUES(X'019ab7aa9080748d86ded0ca7fd60745',X'019ab7aa9080748d86ded0c4c3ebde78','national_id',NULL,X'000000014ae828a8247364743a50f7049558da1619c396c38c478ed7f695e969bf1418b49605578a3f8e',X'84f0c105c3aa57b6711dfdfa152b91ab34378665c354305dfca41028d63fb276',1,NULL,NULL,0,'2025-11-24T21:00:00+00:00');
CREATE TABLE beneficiary_contact_point (
    id BLOB PRIMARY KEY,
    beneficiary_id BLOB NOT NULL REFERENCES beneficiary (id),
    kind TEXT NOT NULL,
    belongs_to TEXT NOT NULL,
    sealed BLOB,
    blind BLOB,
    blind_key INTEGER,
    address TEXT,
    network TEXT,
    verified_at TEXT,
    verified_by TEXT,
    do_not_disturb TEXT NOT NULL,
    created_at TEXT NOT NULL
);
INSERT INTO beneficiary_contact_point VALUES(X'019ab7aa9080748d86ded0c76c2a7149',X'019ab7aa9080748d86ded0c23c0253ad','mobile','own',X'00000001adbde26f55f114bde439c81e75c47770700a7ca4cc4b090b5e29ef9831dd84fcc1f442b8fb66e261ff',X'a6ec7f30d9c81aa05e0d605425707c18c4cee7476fe827e44d316b01c8760c85',1,NULL,NULL,'2025-11-24T21:00:00+00:00','code','[]','2025-11-24T21:00:00+00:00');
INSERT INTO beneficiary_contact_point VALUES(X'019ab7aa9080748d86ded0c9c3b7c343',X'019ab7aa9080748d86ded0c39c805f23','mobile','own',X'00000001abd5534944a4656a93137c5a0506e0433ccc15a6abef31d61240f024eebd9abb62e555f43a2e7a4ea0',X'216bcaaa427649fa66f8a1af82b8a76088cf9408eb84ba7aa64404a30011d5ec',1,NULL,NULL,NULL,NULL,'[]','2025-11-24T21:00:00+00:00');
INSERT INTO beneficiary_contact_point VALUES(X'019ab7aa9080748d86ded0cb7088f724',X'019ab7aa9080748d86ded0c4c3ebde78','mobile','own',X'000000011d7bfb791835d44da2cd09edf8a10b0c6d401bb0bfbd90f0409ec864f825b89d756a07694021cad4ed',X'8aef4cec0fc4aaa8bbcdc2c3982ff9858d87cdb1b5361313b42e1ab682cb731c',1,NULL,NULL,'2025-11-24T21:00:00+00:00','code','[]','2025-11-24T21:00:00+00:00');
INSERT INTO beneficiary_contact_point VALUES(X'019ab7aa9080748d86ded0cc84f521e7',X'019ab7aa9080748d86ded0c4c3ebde78','email','own',X'00000001a9a8b9dbb2b58da3caaf98d15027e84ecba3ca7b9f946b38331c7eb0e9470822d530b5d4fe336d6822821dc3337c00',X'88f2636c0c98bbd34aaa322d4b12c2406e530a2c1e668e22467e6b82fc1aa7f7',1,NULL,NULL,NULL,NULL,'[]','2025-11-24T21:00:00+00:00');
INSERT INTO beneficiary_contact_point VALUES(X'019ab7aa9080748d86ded0cd3f037cf7',X'019ab7aa9080748d86ded0c4c3ebde78','national_address','own',NULL,NULL,NULL,'{"building":"2498","city":"الغدير","district":"حي الفجر","postalCode":"95770","secondary":"3572","street":"شارع المنارة"}',NULL,NULL,NULL,'[]','2025-11-24T21:00:00+00:00');
CREATE TABLE contact_reason (
    id BLOB PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL,
    department_id BLOB,
    approved_number INTEGER,
    latest_number INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL
);
CREATE TABLE contact_reason_revision (
    reason_id BLOB NOT NULL REFERENCES contact_reason (id),
    number INTEGER NOT NULL,
    state TEXT NOT NULL,
    names TEXT NOT NULL,
    department_id BLOB,
    response_amount INTEGER,
    response_unit TEXT,
    answer TEXT NOT NULL,
    escalation TEXT NOT NULL,
    escalation_department_id BLOB,
    author TEXT NOT NULL,
    author_staff_id BLOB,
    recorded_at TEXT NOT NULL,
    approved_by TEXT,
    approved_staff_id BLOB,
    approved_at TEXT,
    PRIMARY KEY (reason_id, number)
) WITHOUT ROWID;
CREATE TABLE interaction (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    occurred_at TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    occurred_month INTEGER NOT NULL,
    channel TEXT NOT NULL,
    direction TEXT NOT NULL,
    site_id BLOB,
    staff_id BLOB,
    actor TEXT NOT NULL,
    department_id BLOB NOT NULL,
    beneficiary_id BLOB REFERENCES beneficiary (id),
    spoke_with_name TEXT,
    spoke_with_phone BLOB,
    spoke_with_relation TEXT,
    service_id BLOB,
    unlisted_service TEXT,
    unlisted_folded TEXT,
    case_id BLOB,
    reason_id BLOB REFERENCES contact_reason (id),
    reason_revision INTEGER,
    subject TEXT,
    body TEXT,
    outcome TEXT,
    duration_seconds INTEGER,
    language TEXT,
    purpose TEXT NOT NULL,
    external_message_id TEXT,
    corrects_id BLOB,
    corrected_by_id BLOB,
    correction_note TEXT
);
INSERT INTO interaction VALUES(X'019bd4d7c87073fd96cddc65df818ab1','contact','2026-01-19T06:00:10+00:00','2026-01-19T06:01:10+00:00',202601,'counter','in',NULL,NULL,'system:demo',X'019ab7aa9080748d86ded0b4ef55a977',X'019ab7aa9080748d86ded0c39c805f23',NULL,NULL,NULL,X'019ab7aa9080748d86ded0b76da99945',NULL,NULL,NULL,NULL,NULL,'خدمة تجريبية','أرفق مستندًا ناقصًا لطلب «خدمة تجريبية» وتأكد من وصوله.','resolved',706,'ar','maintenance',NULL,NULL,NULL,NULL);
INSERT INTO interaction VALUES(X'019d3dad843873acb0f31bfa52eb31fe','contact','2026-03-30T07:36:55+00:00','2026-03-30T07:37:55+00:00',202603,'phone','in',NULL,NULL,'system:demo',X'019ab7aa9080748d86ded0b4ef55a977',X'019ab7aa9080748d86ded0c23c0253ad',NULL,NULL,NULL,X'019ab7aa9080748d86ded0b76da99945',NULL,NULL,NULL,NULL,NULL,'خدمة تجريبية','استفسر عن الرسوم وطريقة السداد في خدمة «خدمة تجريبية».','answered',81,'ar','maintenance',NULL,NULL,NULL,NULL);
INSERT INTO interaction VALUES(X'019e7d124d607669985a35889d9bd77a','contact','2026-05-31T08:05:52+00:00','2026-05-31T08:06:52+00:00',202605,'phone','in',NULL,NULL,'system:demo',X'019ab7aa9080748d86ded0b4ef55a977',X'019ab7aa9080748d86ded0c39c805f23',NULL,NULL,NULL,X'019ab7aa9080748d86ded0b76da99945',NULL,NULL,NULL,NULL,NULL,'خدمة تجريبية','حضر مع والده كبير السن لإنهاء طلب «خدمة تجريبية» وخُدم في المسار الأولوي.','answered',222,'ar','maintenance',NULL,NULL,NULL,NULL);
INSERT INTO interaction VALUES(X'019fc6cee66071a7aba74e0e0350813c','contact','2026-08-03T08:46:56+00:00','2026-08-03T08:47:56+00:00',202608,'counter','in',NULL,NULL,'system:demo',X'019ab7aa9080748d86ded0b4ef55a977',NULL,NULL,NULL,NULL,X'019ab7aa9080748d86ded0b76da99945',NULL,NULL,NULL,NULL,NULL,'خدمة تجريبية','زائر للنقطة استعلم عن متطلبات خدمة «خدمة تجريبية» دون تسجيل دخول.','answered',560,'ar','maintenance',NULL,NULL,NULL,NULL);
INSERT INTO interaction VALUES(X'01a0f6cc20c076f6ac2d388ed99fa9ef','contact','2026-10-01T09:28:28+00:00','2026-10-01T09:29:28+00:00',202610,'phone','in',NULL,NULL,'system:demo',X'019ab7aa9080748d86ded0b4ef55a977',X'019ab7aa9080748d86ded0c39c805f23',NULL,NULL,NULL,X'019ab7aa9080748d86ded0b76da99945',NULL,NULL,NULL,NULL,NULL,'خدمة تجريبية','راجع بشأن خدمة «خدمة تجريبية» وأُفيد بالمرحلة التي وصل إليها طلبه.','referred',592,'ar','maintenance',NULL,NULL,NULL,NULL);
INSERT INTO interaction VALUES(X'01a20cd269f073708a1db9795cfeb7f4','contact','2026-11-24T09:09:46+00:00','2026-11-24T09:10:46+00:00',202611,'phone','out',NULL,NULL,'system:demo',X'019ab7aa9080748d86ded0b4ef55a977',X'019ab7aa9080748d86ded0c39c805f23',NULL,NULL,NULL,X'019ab7aa9080748d86ded0b76da99945',NULL,NULL,NULL,NULL,NULL,'خدمة تجريبية','أُبلغ بإحالة طلب «خدمة تجريبية» إلى الجهة المختصة ورقم الإحالة.','answered',283,'en','maintenance',NULL,NULL,NULL,NULL);
CREATE TABLE interaction_figure (
    id BLOB PRIMARY KEY,
    folded BOOLEAN NOT NULL,
    month INTEGER NOT NULL,
    department_id BLOB NOT NULL,
    service_id BLOB NOT NULL,
    reason_id BLOB NOT NULL,
    channel TEXT NOT NULL,
    direction TEXT NOT NULL,
    amount INTEGER NOT NULL
);
INSERT INTO interaction_figure VALUES(X'019bd4d7c87073fd96cddc66a4457c40',0,202601,X'019ab7aa9080748d86ded0b4ef55a977',X'019ab7aa9080748d86ded0b76da99945',X'00000000000000000000000000000000','counter','in',1);
INSERT INTO interaction_figure VALUES(X'019d3dad843873acb0f31bfb36e25a64',0,202603,X'019ab7aa9080748d86ded0b4ef55a977',X'019ab7aa9080748d86ded0b76da99945',X'00000000000000000000000000000000','phone','in',1);
INSERT INTO interaction_figure VALUES(X'019e7d124d607669985a358962548a09',0,202605,X'019ab7aa9080748d86ded0b4ef55a977',X'019ab7aa9080748d86ded0b76da99945',X'00000000000000000000000000000000','phone','in',1);
INSERT INTO interaction_figure VALUES(X'019fc6cee66071a7aba74e0f9b72e3fc',0,202608,X'019ab7aa9080748d86ded0b4ef55a977',X'019ab7aa9080748d86ded0b76da99945',X'00000000000000000000000000000000','counter','in',1);
INSERT INTO interaction_figure VALUES(X'01a0f6cc20c076f6ac2d388f19db5752',0,202610,X'019ab7aa9080748d86ded0b4ef55a977',X'019ab7aa9080748d86ded0b76da99945',X'00000000000000000000000000000000','phone','in',1);
INSERT INTO interaction_figure VALUES(X'01a20cd269f073708a1db97acfb0e863',0,202611,X'019ab7aa9080748d86ded0b4ef55a977',X'019ab7aa9080748d86ded0b76da99945',X'00000000000000000000000000000000','phone','out',1);
CREATE TABLE follow_up (
    id BLOB PRIMARY KEY,
    interaction_id BLOB NOT NULL REFERENCES interaction (id),
    department_id BLOB NOT NULL,
    assignee_id BLOB,
    due_on TEXT NOT NULL,
    note TEXT,
    state TEXT NOT NULL,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL,
    closed_at TEXT,
    closed_by TEXT,
    version INTEGER NOT NULL
);
CREATE TABLE import_run (
    id BLOB PRIMARY KEY,
    scheme TEXT NOT NULL,
    file_name TEXT NOT NULL,
    digest BLOB NOT NULL,
    standards_digest BLOB,
    period TEXT,
    effective TEXT NOT NULL,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    report TEXT NOT NULL,
    undone_at TEXT
);
CREATE TABLE import_source_row (
    import_id BLOB NOT NULL REFERENCES import_run (id),
    source TEXT NOT NULL,
    number INTEGER NOT NULL,
    external_id TEXT,
    outcome TEXT NOT NULL,
    cells TEXT NOT NULL,
    PRIMARY KEY (import_id, source, number)
) WITHOUT ROWID;
CREATE INDEX audit_entity ON audit (entity_id, id);
CREATE INDEX audit_staff ON audit (staff_id, id);
CREATE INDEX audit_unsealed ON audit (id) WHERE sequence IS NULL;
CREATE INDEX event_unsealed ON event (id) WHERE sequence IS NULL;
CREATE INDEX timeline_beneficiary ON timeline (beneficiary_id, occurred_at, id);
CREATE INDEX timeline_case ON timeline (case_id, occurred_at, id);
CREATE INDEX idempotency_at ON idempotency (at);
CREATE INDEX search_token_record ON search_token (record_id, area);
CREATE INDEX staff_member_sort ON staff_member (sort_name, id);
CREATE INDEX staff_role_staff ON staff_role (staff_id);
CREATE INDEX staff_role_department ON staff_role (department_id);
CREATE INDEX department_parent ON department (parent_id);
CREATE INDEX department_sort ON department (sort_name, id);
CREATE INDEX department_change_department ON department_change (department_id, id);
CREATE INDEX organization_sort ON organization (sort_name, id);
CREATE INDEX site_sort ON site (sort_name, id);
CREATE INDEX category_sort ON category (sort_name, id);
CREATE INDEX tag_sort ON tag (sort_name, id);
CREATE INDEX service_sort ON service (sort_name, id);
CREATE INDEX service_owner ON service (owner_id, sort_name, id);
CREATE INDEX service_updated ON service (updated_at, id);
CREATE INDEX service_parent ON service (parent_id);
CREATE INDEX service_due ON service (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX service_revision_valid ON service_revision (service_id, valid_from, number);
CREATE INDEX service_status_change_service ON service_status_change (service_id, id);
CREATE INDEX service_external_id_service ON service_external_id (service_id);
CREATE INDEX service_category_category ON service_category (category_id, service_id);
CREATE INDEX service_tag_tag ON service_tag (tag_id, service_id);
CREATE INDEX service_channel_kind ON service_channel (kind, service_id);
CREATE INDEX service_audience_audience ON service_audience (audience, service_id);
CREATE INDEX beneficiary_sort ON beneficiary (sort_name, id);
CREATE INDEX beneficiary_department ON beneficiary (department_id, id);
CREATE INDEX beneficiary_status ON beneficiary (status, id);
CREATE INDEX beneficiary_merged ON beneficiary (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX beneficiary_identifier_owner ON beneficiary_identifier (beneficiary_id, id);
CREATE INDEX beneficiary_contact_point_owner ON beneficiary_contact_point (beneficiary_id, id);
CREATE INDEX beneficiary_contact_point_blind ON beneficiary_contact_point (blind, beneficiary_id);
CREATE INDEX interaction_beneficiary ON interaction (beneficiary_id, occurred_at, id);
CREATE INDEX interaction_department ON interaction (department_id, occurred_at, id);
CREATE INDEX interaction_occurred ON interaction (occurred_at, id);
CREATE INDEX interaction_service ON interaction (service_id, occurred_at, id);
CREATE INDEX interaction_reason ON interaction (reason_id, occurred_at, id);
CREATE INDEX interaction_staff ON interaction (staff_id, occurred_at, id);
CREATE INDEX interaction_actor ON interaction (actor, occurred_at, id);
CREATE INDEX interaction_unlisted ON interaction (unlisted_folded, occurred_at, id) WHERE unlisted_folded IS NOT NULL;
CREATE INDEX interaction_case ON interaction (case_id, occurred_at, id) WHERE case_id IS NOT NULL;
CREATE INDEX interaction_message ON interaction (external_message_id) WHERE external_message_id IS NOT NULL;
CREATE INDEX interaction_figure_month ON interaction_figure (month, department_id);
CREATE INDEX interaction_figure_new ON interaction_figure (id) WHERE NOT folded;
CREATE UNIQUE INDEX interaction_figure_folded
    ON interaction_figure (month, department_id, service_id, reason_id, channel, direction) WHERE folded;
CREATE INDEX follow_up_interaction ON follow_up (interaction_id);
CREATE INDEX follow_up_assignee ON follow_up (assignee_id, state, due_on, id);
CREATE INDEX follow_up_department ON follow_up (department_id, state, due_on, id);
CREATE INDEX import_run_scheme ON import_run (scheme, id);
CREATE INDEX import_source_row_external ON import_source_row (import_id, external_id);
COMMIT;
