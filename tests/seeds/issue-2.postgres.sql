--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: api_token; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.api_token (
    id uuid NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    hash bytea NOT NULL,
    staff_id uuid,
    integration_id uuid,
    kiosk_id uuid,
    role text COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL,
    created_by text NOT NULL COLLATE pg_catalog."C",
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone,
    last_used_at timestamp with time zone
);


--
-- Name: audit; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_kind text NOT NULL COLLATE pg_catalog."C",
    actor text NOT NULL COLLATE pg_catalog."C",
    staff_id uuid,
    token_id uuid,
    on_behalf_of uuid,
    operation text NOT NULL COLLATE pg_catalog."C",
    entity_kind text NOT NULL COLLATE pg_catalog."C",
    entity_id uuid,
    department_id uuid,
    request_id text NOT NULL COLLATE pg_catalog."C",
    purpose text NOT NULL COLLATE pg_catalog."C",
    commitment bytea NOT NULL,
    sequence bigint,
    hash bytea
);


--
-- Name: audit_detail; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_detail (
    audit_id uuid NOT NULL,
    salt bytea NOT NULL,
    sealed bytea NOT NULL
);


--
-- Name: beneficiary; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.beneficiary (
    id uuid NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    name jsonb NOT NULL,
    sort_name text NOT NULL COLLATE pg_catalog."C",
    name_parts jsonb,
    sex text COLLATE pg_catalog."C",
    birth_date date,
    birth_in_hijri boolean NOT NULL,
    birth_precision text NOT NULL COLLATE pg_catalog."C",
    nationality text COLLATE pg_catalog."C",
    preferred_language text COLLATE pg_catalog."C",
    preferred_channel text COLLATE pg_catalog."C",
    accessibility_needs jsonb NOT NULL,
    status text NOT NULL COLLATE pg_catalog."C",
    merged_into uuid,
    assurance text NOT NULL COLLATE pg_catalog."C",
    department_id uuid,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL
);


--
-- Name: beneficiary_contact_point; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.beneficiary_contact_point (
    id uuid NOT NULL,
    beneficiary_id uuid NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    belongs_to text NOT NULL COLLATE pg_catalog."C",
    sealed bytea,
    blind bytea,
    blind_key integer,
    address jsonb,
    network text COLLATE pg_catalog."C",
    verified_at timestamp with time zone,
    verified_by text COLLATE pg_catalog."C",
    do_not_disturb jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: beneficiary_identifier; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.beneficiary_identifier (
    id uuid NOT NULL,
    beneficiary_id uuid NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    issuer text COLLATE pg_catalog."C",
    sealed bytea NOT NULL,
    blind bytea NOT NULL,
    blind_key integer NOT NULL,
    valid_from date,
    valid_to date,
    check_overridden boolean NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: category; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.category (
    id uuid NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name jsonb NOT NULL,
    sort_name text NOT NULL COLLATE pg_catalog."C",
    parent_id uuid,
    version integer NOT NULL
);


--
-- Name: contact_reason; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.contact_reason (
    id uuid NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    department_id uuid,
    approved_number integer,
    latest_number integer NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: contact_reason_revision; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.contact_reason_revision (
    reason_id uuid NOT NULL,
    number integer NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    names jsonb NOT NULL,
    department_id uuid,
    response_amount integer,
    response_unit text COLLATE pg_catalog."C",
    answer jsonb NOT NULL,
    escalation jsonb NOT NULL,
    escalation_department_id uuid,
    author text NOT NULL COLLATE pg_catalog."C",
    author_staff_id uuid,
    recorded_at timestamp with time zone NOT NULL,
    approved_by text COLLATE pg_catalog."C",
    approved_staff_id uuid,
    approved_at timestamp with time zone
);


--
-- Name: crm_migration; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.crm_migration (
    version character varying NOT NULL,
    applied_at bigint NOT NULL
);


--
-- Name: department; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.department (
    id uuid NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name jsonb NOT NULL,
    sort_name text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    parent_id uuid,
    contacts jsonb NOT NULL,
    valid_from date,
    valid_to date,
    version integer NOT NULL
);


--
-- Name: department_change; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.department_change (
    id uuid NOT NULL,
    department_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    old_name jsonb NOT NULL,
    old_parent_id uuid
);


--
-- Name: encryption_key; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.encryption_key (
    id integer NOT NULL,
    check_value bytea NOT NULL
);


--
-- Name: event; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.event (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    entity_kind text NOT NULL COLLATE pg_catalog."C",
    entity_id uuid NOT NULL,
    department_id uuid,
    audit_id uuid NOT NULL,
    fields jsonb NOT NULL,
    sequence bigint
);


--
-- Name: follow_up; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.follow_up (
    id uuid NOT NULL,
    interaction_id uuid NOT NULL,
    department_id uuid NOT NULL,
    assignee_id uuid,
    due_on date NOT NULL,
    note text COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL,
    created_by text NOT NULL COLLATE pg_catalog."C",
    closed_at timestamp with time zone,
    closed_by text COLLATE pg_catalog."C",
    version integer NOT NULL
);


--
-- Name: idempotency; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.idempotency (
    actor text NOT NULL COLLATE pg_catalog."C",
    operation text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    digest bytea NOT NULL,
    result_id uuid NOT NULL,
    at timestamp with time zone NOT NULL
);


--
-- Name: import_run; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.import_run (
    id uuid NOT NULL,
    scheme text NOT NULL COLLATE pg_catalog."C",
    file_name text NOT NULL COLLATE pg_catalog."C",
    digest bytea NOT NULL,
    standards_digest bytea,
    period text COLLATE pg_catalog."C",
    effective date NOT NULL,
    at timestamp with time zone NOT NULL,
    actor text NOT NULL COLLATE pg_catalog."C",
    report jsonb NOT NULL,
    undone_at timestamp with time zone
);


--
-- Name: import_source_row; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.import_source_row (
    import_id uuid NOT NULL,
    source text NOT NULL COLLATE pg_catalog."C",
    number integer NOT NULL,
    external_id text COLLATE pg_catalog."C",
    outcome text NOT NULL COLLATE pg_catalog."C",
    cells jsonb NOT NULL
);


--
-- Name: integration; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.integration (
    id uuid NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    department_id uuid
);


--
-- Name: interaction; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.interaction (
    id uuid NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    occurred_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    occurred_month integer NOT NULL,
    channel text NOT NULL COLLATE pg_catalog."C",
    direction text NOT NULL COLLATE pg_catalog."C",
    site_id uuid,
    staff_id uuid,
    actor text NOT NULL COLLATE pg_catalog."C",
    department_id uuid NOT NULL,
    beneficiary_id uuid,
    spoke_with_name text COLLATE pg_catalog."C",
    spoke_with_phone bytea,
    spoke_with_relation text COLLATE pg_catalog."C",
    service_id uuid,
    unlisted_service text COLLATE pg_catalog."C",
    unlisted_folded text COLLATE pg_catalog."C",
    case_id uuid,
    reason_id uuid,
    reason_revision integer,
    subject text COLLATE pg_catalog."C",
    body text COLLATE pg_catalog."C",
    outcome text COLLATE pg_catalog."C",
    duration_seconds integer,
    language text COLLATE pg_catalog."C",
    purpose text NOT NULL COLLATE pg_catalog."C",
    external_message_id text COLLATE pg_catalog."C",
    corrects_id uuid,
    corrected_by_id uuid,
    correction_note text COLLATE pg_catalog."C"
);


--
-- Name: interaction_figure; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.interaction_figure (
    id uuid NOT NULL,
    folded boolean NOT NULL,
    month integer NOT NULL,
    department_id uuid NOT NULL,
    service_id uuid NOT NULL,
    reason_id uuid NOT NULL,
    channel text NOT NULL COLLATE pg_catalog."C",
    direction text NOT NULL COLLATE pg_catalog."C",
    amount bigint NOT NULL
);


--
-- Name: kiosk; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.kiosk (
    id uuid NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    site_id uuid,
    department_id uuid
);


--
-- Name: organization; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.organization (
    id uuid NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name jsonb NOT NULL,
    sort_name text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    website text COLLATE pg_catalog."C",
    version integer NOT NULL
);


--
-- Name: reference_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.reference_version (
    id integer NOT NULL,
    version bigint NOT NULL
);


--
-- Name: search_token; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.search_token (
    area text NOT NULL COLLATE pg_catalog."C",
    token text NOT NULL COLLATE pg_catalog."C",
    record_id uuid NOT NULL,
    weight integer NOT NULL
);


--
-- Name: service; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.service (
    id uuid NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    owner_id uuid NOT NULL,
    status text NOT NULL COLLATE pg_catalog."C",
    published_revision_id uuid,
    draft_revision_id uuid,
    public boolean NOT NULL,
    import_public boolean NOT NULL,
    imported_to timestamp with time zone,
    due_at timestamp with time zone,
    name jsonb NOT NULL,
    sort_name text NOT NULL COLLATE pg_catalog."C",
    parent_id uuid,
    kind text COLLATE pg_catalog."C",
    fees text NOT NULL COLLATE pg_catalog."C",
    below_floor boolean NOT NULL,
    score integer NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL
);


--
-- Name: service_audience; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.service_audience (
    service_id uuid NOT NULL,
    audience text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: service_category; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.service_category (
    service_id uuid NOT NULL,
    category_id uuid NOT NULL
);


--
-- Name: service_channel; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.service_channel (
    service_id uuid NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: service_external_id; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.service_external_id (
    scheme text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL COLLATE pg_catalog."C",
    service_id uuid NOT NULL
);


--
-- Name: service_name; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.service_name (
    service_id uuid NOT NULL,
    language text NOT NULL COLLATE pg_catalog."C",
    sort_key text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: service_revision; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.service_revision (
    id uuid NOT NULL,
    service_id uuid NOT NULL,
    number integer NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    card jsonb NOT NULL,
    below_floor boolean NOT NULL,
    author text NOT NULL COLLATE pg_catalog."C",
    reason text COLLATE pg_catalog."C",
    recorded_at timestamp with time zone NOT NULL,
    submitted_by text COLLATE pg_catalog."C",
    published_by text COLLATE pg_catalog."C",
    published_at timestamp with time zone,
    valid_from timestamp with time zone,
    withdrawn_at timestamp with time zone,
    imported boolean NOT NULL,
    import_id uuid
);


--
-- Name: service_status_change; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.service_status_change (
    id uuid NOT NULL,
    service_id uuid NOT NULL,
    status text NOT NULL COLLATE pg_catalog."C",
    valid_from timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    cancelled_at timestamp with time zone,
    actor text NOT NULL COLLATE pg_catalog."C",
    reason text COLLATE pg_catalog."C"
);


--
-- Name: service_tag; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.service_tag (
    service_id uuid NOT NULL,
    tag_id uuid NOT NULL
);


--
-- Name: site; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.site (
    id uuid NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name jsonb NOT NULL,
    sort_name text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    host text NOT NULL COLLATE pg_catalog."C",
    host_organization_id uuid,
    department_id uuid,
    address jsonb NOT NULL,
    latitude double precision,
    longitude double precision,
    opening_hours jsonb NOT NULL,
    accessibility jsonb NOT NULL,
    active boolean NOT NULL,
    version integer NOT NULL
);


--
-- Name: staff_member; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.staff_member (
    id uuid NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name jsonb NOT NULL,
    sort_name text NOT NULL COLLATE pg_catalog."C",
    external_subject text COLLATE pg_catalog."C",
    active boolean NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: staff_role; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.staff_role (
    id uuid NOT NULL,
    staff_id uuid NOT NULL,
    role text NOT NULL COLLATE pg_catalog."C",
    department_id uuid,
    valid_from date NOT NULL,
    valid_to date
);


--
-- Name: tag; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.tag (
    id uuid NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    code text NOT NULL COLLATE pg_catalog."C",
    name jsonb NOT NULL,
    sort_name text NOT NULL COLLATE pg_catalog."C",
    version integer NOT NULL
);


--
-- Name: timeline; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.timeline (
    id uuid NOT NULL,
    beneficiary_id uuid,
    case_id uuid,
    occurred_at timestamp with time zone NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    record_id uuid NOT NULL,
    department_id uuid
);


--
-- Data for Name: api_token; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: audit; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit VALUES ('019ab7aa-9080-774c-9307-d8f52b7873cf', '2025-11-24 21:00:00+00', 'system', 'system:seed', NULL, NULL, NULL, 'department.created', 'department', '019ab7aa-9080-774c-9307-d8f4e20ef852', '019ab7aa-9080-774c-9307-d8f4e20ef852', '01a2139b18ba76b99ee35fcba5ea07d4', 'maintenance', '\x9b792fd8f807e3bc54d4f71a4deeddcddf2fe19f06f002ce905749d3e3a86739', NULL, NULL);
INSERT INTO public.audit VALUES ('019ab7aa-9080-774c-9307-d8fa95ab73e0', '2025-11-24 21:00:00+00', 'system', 'system:seed', NULL, NULL, NULL, 'service.create', 'service', '019ab7aa-9080-774c-9307-d8f78e97e8c8', '019ab7aa-9080-774c-9307-d8f4e20ef852', '01a2139b18ba76b99ee35fcba5ea07d4', 'maintenance', '\x5cd20d47bea4e3d7531b2e3e65955e98c756eefc484888fcfd1ee4168725e470', NULL, NULL);
INSERT INTO public.audit VALUES ('019ab7aa-9080-774c-9307-d8fd51e9e8ef', '2025-11-24 21:00:00+00', 'system', 'system:seed', NULL, NULL, NULL, 'service.submit', 'service', '019ab7aa-9080-774c-9307-d8f78e97e8c8', '019ab7aa-9080-774c-9307-d8f4e20ef852', '01a2139b18ba76b99ee35fcba5ea07d4', 'maintenance', '\xaf947134f77ea9bf801a0a8898959672dabcc7ccdf354e9dc36282bcd6ebc271', NULL, NULL);
INSERT INTO public.audit VALUES ('019ab7aa-9080-774c-9307-d900655dc10e', '2025-11-24 21:00:00+00', 'system', 'system:seed', NULL, NULL, NULL, 'service.publish', 'service', '019ab7aa-9080-774c-9307-d8f78e97e8c8', '019ab7aa-9080-774c-9307-d8f4e20ef852', '01a2139b18ba76b99ee35fcba5ea07d4', 'maintenance', '\x9a5bf204e944be0ac0627e034384a7d2e2a769584abdb75416b1216c126b4f7f', NULL, NULL);
INSERT INTO public.audit VALUES ('019ab7aa-9080-774c-9307-d90eb789eedd', '2025-11-24 21:00:00+00', 'system', 'system:seed', NULL, NULL, NULL, 'beneficiary.register', 'beneficiary', '019ab7aa-9080-774c-9307-d902495ee7d4', '019ab7aa-9080-774c-9307-d8f4e20ef852', '01a2139b18ba76b99ee35fcba5ea07d4', 'maintenance', '\x155e712aae8e3bbc6fda1d89e6e302ac2a73ceac3b6e186b44583cc47a53a1a7', NULL, NULL);
INSERT INTO public.audit VALUES ('019ab7aa-9080-774c-9307-d90f29b4adcf', '2025-11-24 21:00:00+00', 'system', 'system:seed', NULL, NULL, NULL, 'beneficiary.register', 'beneficiary', '019ab7aa-9080-774c-9307-d903d910bc60', '019ab7aa-9080-774c-9307-d8f4e20ef852', '01a2139b18ba76b99ee35fcba5ea07d4', 'maintenance', '\xcf89dd15dec4ecc735cf9b456839384cbbe4ca3f2fc5484ac9ae4f8caee20199', NULL, NULL);
INSERT INTO public.audit VALUES ('019ab7aa-9080-774c-9307-d910d8bc44cd', '2025-11-24 21:00:00+00', 'system', 'system:seed', NULL, NULL, NULL, 'beneficiary.register', 'beneficiary', '019ab7aa-9080-774c-9307-d9042fbeb810', '019ab7aa-9080-774c-9307-d8f4e20ef852', '01a2139b18ba76b99ee35fcba5ea07d4', 'maintenance', '\xb8bd499943698fe5dd4191350a874099471612ea986511977dd34a7201bf635a', NULL, NULL);
INSERT INTO public.audit VALUES ('019bd4d7-c870-73ea-9142-fdaf794e6d1e', '2026-01-19 06:01:10+00', 'system', 'system:demo', NULL, NULL, NULL, 'interaction.log', 'interaction', '019bd4d7-c870-73ea-9142-fdac2955cb95', '019ab7aa-9080-774c-9307-d8f4e20ef852', '01a2139b1ea87570bee67ac1bec01fd4', 'maintenance', '\xe52cfb4253d3508f9ebcda6a847554c850ffd68488ef7baf9a7181bead4240f3', NULL, NULL);
INSERT INTO public.audit VALUES ('019d3dad-8438-7521-9efa-a3a48eac9fb3', '2026-03-30 07:37:55+00', 'system', 'system:demo', NULL, NULL, NULL, 'interaction.log', 'interaction', '019d3dad-8438-7521-9efa-a3a1ac5616ec', '019ab7aa-9080-774c-9307-d8f4e20ef852', '01a2139b1ebe779faa6cfaf4832f2405', 'maintenance', '\x80e4ff61dad03bf7787e942bca13795b267839dc14583fff627ec27a362177ff', NULL, NULL);
INSERT INTO public.audit VALUES ('019e7d12-4d60-7006-8d96-5c25ffe0dd95', '2026-05-31 08:06:52+00', 'system', 'system:demo', NULL, NULL, NULL, 'interaction.log', 'interaction', '019e7d12-4d60-7006-8d96-5c22229707e7', '019ab7aa-9080-774c-9307-d8f4e20ef852', '01a2139b1ecd750eba41a56594922549', 'maintenance', '\x360a60a29c2e2bea9289f7e17426fdcaec535487b5ab652bf51fd5cd3f7ac45e', NULL, NULL);
INSERT INTO public.audit VALUES ('019fc6ce-e660-75da-b516-caf36bd47635', '2026-08-03 08:47:56+00', 'system', 'system:demo', NULL, NULL, NULL, 'interaction.log', 'interaction', '019fc6ce-e660-75da-b516-caf1fef6d3f3', '019ab7aa-9080-774c-9307-d8f4e20ef852', '01a2139b1ee9748591d3d02dee6a1c59', 'maintenance', '\x023ffcf96ba6007d724c523a3e9ac09ac419a7f7eaddcc572e7d27e613205fb1', NULL, NULL);
INSERT INTO public.audit VALUES ('01a0f6cc-20c0-7589-8ac4-750e3d0468cb', '2026-10-01 09:29:28+00', 'system', 'system:demo', NULL, NULL, NULL, 'interaction.log', 'interaction', '01a0f6cc-20c0-7589-8ac4-750bce1654da', '019ab7aa-9080-774c-9307-d8f4e20ef852', '01a2139b1ef5773090e0262210ea1cb0', 'maintenance', '\x494db43f0ff1e5bc9e5a30140487c76be51bd94c8406353fc154a53e64be445e', NULL, NULL);
INSERT INTO public.audit VALUES ('01a20cd2-69f0-774f-9719-80cbe6a72168', '2026-11-24 09:10:46+00', 'system', 'system:demo', NULL, NULL, NULL, 'interaction.log', 'interaction', '01a20cd2-69f0-774f-9719-80c8ab404cf0', '019ab7aa-9080-774c-9307-d8f4e20ef852', '01a2139b1f087495a7cf99306290f1e7', 'maintenance', '\xcb318300b9feb4e5bfa36522e6c7bb77c34615384b628fed3c64e300f959e5fa', NULL, NULL);


--
-- Data for Name: audit_detail; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit_detail VALUES ('019ab7aa-9080-774c-9307-d8f52b7873cf', '\x32a11dcd955dfd5b33c34aef3ac49811', '\x00000001057d2ea4e746d375a766f683357035b78f1b721d3e77d139e0ce4d2ad93bf2d96dbd8f75953a53ff767221f41df08f9295591fd5d56c76424c6b396c8497bf804cc7ea23ad5f');
INSERT INTO public.audit_detail VALUES ('019ab7aa-9080-774c-9307-d8fa95ab73e0', '\x39864520f7f38c8b665c51fb2f3fff6c', '\x000000016764fd2415b2a1bafa079256ce6a706ece3abb9f3f9cb455d5bacf3d01a4bfd6cd1b5312ba7aa550da92822d32a9021e9ee16d079b7ff53d8b1dc23b4fdf2fbf8b68337325dcc630cc8fb339aabd2127ae86630356c302d935148b2908');
INSERT INTO public.audit_detail VALUES ('019ab7aa-9080-774c-9307-d8fd51e9e8ef', '\x60b928a798473b8d73e193d64fefc29d', '\x00000001b112e9f15c30ba6add13edf0c96a6cbf9f6a539631e7b7814f658b06b5a6ab9731faa9ca8d3ba9f80b4beadc38cf5592b5c76732080f8e02b1910e41938110520e014d2e28ee577fdd6669cf9bf9832b7c86d38b');
INSERT INTO public.audit_detail VALUES ('019ab7aa-9080-774c-9307-d900655dc10e', '\x4f8e523b7823d94a6d39c69cb77f660a', '\x000000015925baa777ad4fb572ea55372d0e96264c8755f2c622b9c6cdb1c72bfb3516dc3c791ef5a188081357bfc5134506c21c370a98c5c76939d94e4087a43cf2522c4b4a277662aa573f6082b5793e5077527c5ab20f');
INSERT INTO public.audit_detail VALUES ('019ab7aa-9080-774c-9307-d90eb789eedd', '\xfcc3735a03668d110add8f09bb426284', '\x00000001bd9e1e8617ac9d726dabc20538ad4173ba1d347d616b22a8d22a4f29987f2705ec6f46085d3d91f0fd5525f30904e2c1c5e64972a5b6818bfa7526dd3c79d8de1837099e84dd4799a4f67a8b9008bd79e2725b3fae2114cbd77b605cb4b34f92fcafcd10685456ce033869ceeeba2c790849343e40efc56ad76c5835880bdd9877d6df54c70825ab94d92244846747eafb3e');
INSERT INTO public.audit_detail VALUES ('019ab7aa-9080-774c-9307-d90f29b4adcf', '\xef874e0248b0f37db398bda5771dbfcc', '\x00000001d5097b9362004502715a54788922a919ad97f7f41908b7faf007cb77b6aae2d089348e86e081d001c61f693acca5cba2d1ab339e441b31b6c35ccc5df0fdbe198014ef2606ecb14ca5cac4394b1fe5ce883cdf17ac5e0b226505');
INSERT INTO public.audit_detail VALUES ('019ab7aa-9080-774c-9307-d910d8bc44cd', '\x776fa8ea61e9e0a6f4ea35effee6f655', '\x000000012b734dea8966d63d70fe3cf0131a863cd95052b8392c870d63380a9ef1ed02259e424695c59ad461eacd33a3cf177a6ad07ea94569237a8a4d83f4e863bcf6dbeae666853600c31402ab88fd169deb7e825794c2fa92ed0f2092');
INSERT INTO public.audit_detail VALUES ('019bd4d7-c870-73ea-9142-fdaf794e6d1e', '\xb854f3da24eb708ddda7c6e095555aba', '\x00000001b3e1105ca0f768d41157a6fe4d03a0cab25f44545731f5412990cf6932eca1b4b9bcc9a7c9c4e1dd34692765b8f30766a496e1f0054f943267c9a9c74e2c6b034b14a6547db2810ac27ba1966a547d281321959feb65502917419df6b6ccc894fcd4d578112f8e47281058d8d2cbea6dbbe6bbcaa447f34b9b6f5025ab95080bca54c341a32881368a1fb3036ef9600e9fd7d851be1d31f8701703bb9ee3fb7c8348e9512268e6');
INSERT INTO public.audit_detail VALUES ('019d3dad-8438-7521-9efa-a3a48eac9fb3', '\xa0785425cc73cade9a588968171f7b04', '\x00000001135f5d9ecebacd07c140dcedc5731f14227c870eecd4ea14ab25c9ad30b22ac5a529ba143022ff9464d6f6283c0891f0ba4a82b8f5bec44d1f83105eb95d704f3b5a045ba978843d8f35c0f598c3b1a664b983ae6a2fd6ac704cf32d32b628d2bfba65efbe102d982aeac3cde5747acbb4d4d92b05bc08bbce52abd6981786f621258f9199b39a2ce7062f4642b768ce2ff961186c0c859d8b8f7caf4b73e56b02acd6af36');
INSERT INTO public.audit_detail VALUES ('019e7d12-4d60-7006-8d96-5c25ffe0dd95', '\x29733255d6d23257a46f4624138244d8', '\x00000001a5765dc6414e4d8ee984e70073141455fa3fbe08a56847434cc2afb1e4c94846f392b016d570b72799357afe6ee6f17795bbc91642149c1926ce945d47ca27a29ed74fb46e6accb732a487cb3ca48c3a96b5479d08d79fc4c58fca3df46c319d92184c9e63344eaf7a4dd10378c8d3e827ad5a1a83f969a1695755be057a6f02165bfee2b1f90b311547739bd43cbc75cb5bd5e38ef0810036f225e554d03405bdc2ff51c1');
INSERT INTO public.audit_detail VALUES ('019fc6ce-e660-75da-b516-caf36bd47635', '\x9d1fc7638b884ed69d2fc486de3c14b9', '\x000000013bd6bceb2099a6d0e21cc721e8a0712ccafb16e9aabf3d9a0b18919b084a86fc987d98d3c566570d2192bd9f2742f1d8ad160324b37a9843229b25139969178523f661a194befbba00d8d9049eeb5ac4815ff4f8ad16e2fe78e5599f05ed5864781e163e4572aadf90bd4bd8eb1783dd899f9d1f1f70f2d0595e78d5f566eb96918019e516');
INSERT INTO public.audit_detail VALUES ('01a0f6cc-20c0-7589-8ac4-750e3d0468cb', '\xc40e871aa097aa752839addcf9cf9e32', '\x00000001a533b6ed98c8184ee2db4902a0b5b7359adec5c87c3dc7dc7ad0612035359ddfb86daafcc10935ed0daef0f88d0ae2eff26cd9002271c68fcf58a39293491d273b0971a1eada2bb43f1ca73ba48f8f2c61ba56c9e50dd5b600a188c4140813757bc777efe9e376cd329cddfec1d4316c19f0dd1255a986c484f23bdd3532369c2dfe94e89d4d695d952f97d3a80a93a59d420139b901fea87d178a7b0bb154800f6cf8233b');
INSERT INTO public.audit_detail VALUES ('01a20cd2-69f0-774f-9719-80cbe6a72168', '\xbbc4c3f256dfb462b4cec82bb02130ab', '\x000000015f6e36d03c3a47ea9f0d21bac2b0c511f675e275b34bfafdc74afebee50a5d61b26ba0d62514366a2c2ed72d36a8da91a68a373e486bec16730853a0da0a7b502c7905cd721507b914364a64f0f1b6e1970ca377c2768b21d4f6ed4ab628f9a95e6f9130613014262498ba4ec36490ca82f69893acc3c24f5ee77e9ae1b17c6716389a3dffa8192413e4beb1d915667181e33b01577dc79c34c75585ee234f702912a7f34f');


--
-- Data for Name: beneficiary; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.beneficiary VALUES ('019ab7aa-9080-774c-9307-d902495ee7d4', 'organisation', '{"ar": "مصنع منارة الغدير 0", "en": "Manarat Al-Ghadeer Factory 0"}', 'مصنع مناره الغدير 0', NULL, NULL, NULL, false, 'day', NULL, 'ar', 'sms', '[]', 'active', NULL, 'document_seen', '019ab7aa-9080-774c-9307-d8f4e20ef852', 1, '2025-11-24 21:00:00+00', '2025-11-24 21:00:00+00');
INSERT INTO public.beneficiary VALUES ('019ab7aa-9080-774c-9307-d903d910bc60', 'individual', '{"ar": "تركي يوسف ماجد الكثيباني", "en": "Turki Yousef Majed Alkathibani"}', 'تركي يوسف ماجد الكثيباني', '{"latin": {"given": "Turki", "family": "Alkathibani", "father": "Yousef", "grandfather": "Majed"}, "arabic": {"given": "تركي", "family": "الكثيباني", "father": "يوسف", "grandfather": "ماجد"}}', 'male', '1957-09-18', false, 'day', 'SAU', 'ar', 'phone', '[]', 'active', NULL, 'document_seen', '019ab7aa-9080-774c-9307-d8f4e20ef852', 1, '2025-11-24 21:00:00+00', '2025-11-24 21:00:00+00');
INSERT INTO public.beneficiary VALUES ('019ab7aa-9080-774c-9307-d9042fbeb810', 'individual', '{"ar": "رهف هاني سالم السدراوي", "en": "Rahaf Hani Salem Alsidrawi"}', 'رهف هاني سالم السدراوي', '{"latin": {"given": "Rahaf", "family": "Alsidrawi", "father": "Hani", "grandfather": "Salem"}, "arabic": {"given": "رهف", "family": "السدراوي", "father": "هاني", "grandfather": "سالم"}}', 'female', '1974-10-28', false, 'day', 'SAU', 'ar', 'app', '[]', 'active', NULL, 'verified', '019ab7aa-9080-774c-9307-d8f4e20ef852', 1, '2025-11-24 21:00:00+00', '2025-11-24 21:00:00+00');


--
-- Data for Name: beneficiary_contact_point; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.beneficiary_contact_point VALUES ('019ab7aa-9080-774c-9307-d90783e42d2e', '019ab7aa-9080-774c-9307-d902495ee7d4', 'mobile', 'own', '\x0000000173b1dec64178da1810a991caf0525091ca304ede1c95854d0b76e98be37133cabb68c171d0bc943cad', '\xa6ec7f30d9c81aa05e0d605425707c18c4cee7476fe827e44d316b01c8760c85', 1, NULL, NULL, '2025-11-24 21:00:00+00', 'code', '[]', '2025-11-24 21:00:00+00');
INSERT INTO public.beneficiary_contact_point VALUES ('019ab7aa-9080-774c-9307-d9091efd3e6e', '019ab7aa-9080-774c-9307-d903d910bc60', 'mobile', 'own', '\x00000001a6cb1f918e1c184d2d9ccf9af3a7eee9690a0b8244ac263244686203ae6d956804620cc9853714b0a4', '\x216bcaaa427649fa66f8a1af82b8a76088cf9408eb84ba7aa64404a30011d5ec', 1, NULL, NULL, NULL, NULL, '[]', '2025-11-24 21:00:00+00');
INSERT INTO public.beneficiary_contact_point VALUES ('019ab7aa-9080-774c-9307-d90be27dae33', '019ab7aa-9080-774c-9307-d9042fbeb810', 'mobile', 'own', '\x00000001c1a986f6e6c0e19c83a5bb343a8fbf9abd631f52244e73c16b258e26a152fc4810e42779a08f02da7c', '\x8aef4cec0fc4aaa8bbcdc2c3982ff9858d87cdb1b5361313b42e1ab682cb731c', 1, NULL, NULL, '2025-11-24 21:00:00+00', 'code', '[]', '2025-11-24 21:00:00+00');
INSERT INTO public.beneficiary_contact_point VALUES ('019ab7aa-9080-774c-9307-d90c94b8632e', '019ab7aa-9080-774c-9307-d9042fbeb810', 'email', 'own', '\x00000001733f9e796c45ea7e0579f111e13623492c6b51ca3db026a1560a3e2a2adbc75ebc731ca728767f256a54b3fff21521', '\x88f2636c0c98bbd34aaa322d4b12c2406e530a2c1e668e22467e6b82fc1aa7f7', 1, NULL, NULL, NULL, NULL, '[]', '2025-11-24 21:00:00+00');
INSERT INTO public.beneficiary_contact_point VALUES ('019ab7aa-9080-774c-9307-d90d89d75cde', '019ab7aa-9080-774c-9307-d9042fbeb810', 'national_address', 'own', NULL, NULL, NULL, '{"city": "الغدير", "street": "شارع المنارة", "building": "2498", "district": "حي الفجر", "secondary": "3572", "postalCode": "95770"}', NULL, NULL, NULL, '[]', '2025-11-24 21:00:00+00');


--
-- Data for Name: beneficiary_identifier; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.beneficiary_identifier VALUES ('019ab7aa-9080-774c-9307-d9050b949180', '019ab7aa-9080-774c-9307-d902495ee7d4', 'commercial_register', NULL, '\x00000001a002d20733939df2ed53155724251af66888a63070c4e7416d5512bb956f682c69f115f61cb2', '\x9d258a0eeb56821a09c666c29055bfe30da59e780103e62cebe0e4d21e429c73', 1, NULL, NULL, false, '2025-11-24 21:00:00+00');
INSERT INTO public.beneficiary_identifier VALUES ('019ab7aa-9080-774c-9307-d906b51fcd85', '019ab7aa-9080-774c-9307-d902495ee7d4', 'unified_number', NULL, '\x00000001b058cbd0859bf0dc2e4304954a4dcf9f7e2d6d7245fe454f4b2bf081fa9f1afae207d3b3a80e', '\x2a7d56266d0b351dbffdc7c1d5b8ae02c80f77ba6ff88b2b6e97dd71ced29ee2', 1, NULL, NULL, false, '2025-11-24 21:00:00+00');
INSERT INTO public.beneficiary_identifier VALUES ('019ab7aa-9080-774c-9307-d908f8b0a5a0', '019ab7aa-9080-774c-9307-d903d910bc60', 'national_id', NULL, '\x00000001301c32e5c63eacd6b0cece9b5874968ba38f38276b144ce618f6bfe5a89f4162afbfd594cbfc', '\xa10ed07960b5cc52a22c612ef12a507a1b4947b6b18823cba08f3ba7d48d0a13', 1, NULL, NULL, false, '2025-11-24 21:00:00+00');
INSERT INTO public.beneficiary_identifier VALUES ('019ab7aa-9080-774c-9307-d90a5372589a', '019ab7aa-9080-774c-9307-d9042fbeb810', 'national_id', NULL, '\x00000001a1e4f22586835bd942da61aa6c8fb09a504239027a9030867dbad355923ba7511a76e02411d5', '\x84f0c105c3aa57b6711dfdfa152b91ab34378665c354305dfca41028d63fb276', 1, NULL, NULL, false, '2025-11-24 21:00:00+00');


--
-- Data for Name: category; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: contact_reason; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: contact_reason_revision; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: crm_migration; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.crm_migration VALUES ('m0001_record', 1795625260);
INSERT INTO public.crm_migration VALUES ('m0002_staff', 1795625260);
INSERT INTO public.crm_migration VALUES ('m0003_structure', 1795625260);
INSERT INTO public.crm_migration VALUES ('m0004_services', 1795625260);
INSERT INTO public.crm_migration VALUES ('m0005_beneficiaries', 1795625261);
INSERT INTO public.crm_migration VALUES ('m0006_interactions', 1795625261);
INSERT INTO public.crm_migration VALUES ('m0007_import', 1795625261);


--
-- Data for Name: department; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.department VALUES ('019ab7aa-9080-774c-9307-d8f4e20ef852', 'SEED', '{"ar": "إدارة تجريبية", "en": "Trial department"}', 'اداره تجريبيه', 'unit', NULL, '{"email": null, "phone": null, "website": null}', NULL, NULL, 1);


--
-- Data for Name: department_change; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: encryption_key; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.encryption_key VALUES (1, '\x681e0b484ffc8a1d06d27194c3d661470819f9bc1b3efaf60559d0cfc604648c');


--
-- Data for Name: event; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.event VALUES ('019ab7aa-9080-774c-9307-d8f6ac8e0e09', '2025-11-24 21:00:00+00', 'department.created', 'department', '019ab7aa-9080-774c-9307-d8f4e20ef852', '019ab7aa-9080-774c-9307-d8f4e20ef852', '019ab7aa-9080-774c-9307-d8f52b7873cf', '["code", "name", "kind", "parent"]', NULL);
INSERT INTO public.event VALUES ('019ab7aa-9080-774c-9307-d8fb0091a82a', '2025-11-24 21:00:00+00', 'service.created', 'service', '019ab7aa-9080-774c-9307-d8f78e97e8c8', '019ab7aa-9080-774c-9307-d8f4e20ef852', '019ab7aa-9080-774c-9307-d8fa95ab73e0', '["code", "owner", "card"]', NULL);
INSERT INTO public.event VALUES ('019ab7aa-9080-774c-9307-d8fe78db13a5', '2025-11-24 21:00:00+00', 'service.submitted', 'service', '019ab7aa-9080-774c-9307-d8f78e97e8c8', '019ab7aa-9080-774c-9307-d8f4e20ef852', '019ab7aa-9080-774c-9307-d8fd51e9e8ef', '["status"]', NULL);
INSERT INTO public.event VALUES ('019ab7aa-9080-774c-9307-d901869c61d8', '2025-11-24 21:00:00+00', 'service.published', 'service', '019ab7aa-9080-774c-9307-d8f78e97e8c8', '019ab7aa-9080-774c-9307-d8f4e20ef852', '019ab7aa-9080-774c-9307-d900655dc10e', '["status"]', NULL);
INSERT INTO public.event VALUES ('019ab7aa-9080-774c-9307-d911b733ab44', '2025-11-24 21:00:00+00', 'beneficiary.registered', 'beneficiary', '019ab7aa-9080-774c-9307-d902495ee7d4', '019ab7aa-9080-774c-9307-d8f4e20ef852', '019ab7aa-9080-774c-9307-d90eb789eedd', '["kind", "name", "identifiers", "contactPoints"]', NULL);
INSERT INTO public.event VALUES ('019ab7aa-9080-774c-9307-d9128edee70b', '2025-11-24 21:00:00+00', 'beneficiary.registered', 'beneficiary', '019ab7aa-9080-774c-9307-d903d910bc60', '019ab7aa-9080-774c-9307-d8f4e20ef852', '019ab7aa-9080-774c-9307-d90f29b4adcf', '["kind", "name", "identifiers", "contactPoints"]', NULL);
INSERT INTO public.event VALUES ('019ab7aa-9080-774c-9307-d9136185f961', '2025-11-24 21:00:00+00', 'beneficiary.registered', 'beneficiary', '019ab7aa-9080-774c-9307-d9042fbeb810', '019ab7aa-9080-774c-9307-d8f4e20ef852', '019ab7aa-9080-774c-9307-d910d8bc44cd', '["kind", "name", "identifiers", "contactPoints"]', NULL);
INSERT INTO public.event VALUES ('019bd4d7-c870-73ea-9142-fdb05d08122a', '2026-01-19 06:01:10+00', 'interaction.logged', 'interaction', '019bd4d7-c870-73ea-9142-fdac2955cb95', '019ab7aa-9080-774c-9307-d8f4e20ef852', '019bd4d7-c870-73ea-9142-fdaf794e6d1e', '["occurredAt", "channel", "direction", "department", "beneficiary", "service", "reason", "outcome"]', NULL);
INSERT INTO public.event VALUES ('019d3dad-8438-7521-9efa-a3a5ae700a16', '2026-03-30 07:37:55+00', 'interaction.logged', 'interaction', '019d3dad-8438-7521-9efa-a3a1ac5616ec', '019ab7aa-9080-774c-9307-d8f4e20ef852', '019d3dad-8438-7521-9efa-a3a48eac9fb3', '["occurredAt", "channel", "direction", "department", "beneficiary", "service", "reason", "outcome"]', NULL);
INSERT INTO public.event VALUES ('019e7d12-4d60-7006-8d96-5c26efe45e4c', '2026-05-31 08:06:52+00', 'interaction.logged', 'interaction', '019e7d12-4d60-7006-8d96-5c22229707e7', '019ab7aa-9080-774c-9307-d8f4e20ef852', '019e7d12-4d60-7006-8d96-5c25ffe0dd95', '["occurredAt", "channel", "direction", "department", "beneficiary", "service", "reason", "outcome"]', NULL);
INSERT INTO public.event VALUES ('019fc6ce-e660-75da-b516-caf42b307eb7', '2026-08-03 08:47:56+00', 'interaction.logged', 'interaction', '019fc6ce-e660-75da-b516-caf1fef6d3f3', '019ab7aa-9080-774c-9307-d8f4e20ef852', '019fc6ce-e660-75da-b516-caf36bd47635', '["occurredAt", "channel", "direction", "department", "beneficiary", "service", "reason", "outcome"]', NULL);
INSERT INTO public.event VALUES ('01a0f6cc-20c0-7589-8ac4-750fbe9bf1e5', '2026-10-01 09:29:28+00', 'interaction.logged', 'interaction', '01a0f6cc-20c0-7589-8ac4-750bce1654da', '019ab7aa-9080-774c-9307-d8f4e20ef852', '01a0f6cc-20c0-7589-8ac4-750e3d0468cb', '["occurredAt", "channel", "direction", "department", "beneficiary", "service", "reason", "outcome"]', NULL);
INSERT INTO public.event VALUES ('01a20cd2-69f0-774f-9719-80cc49132df7', '2026-11-24 09:10:46+00', 'interaction.logged', 'interaction', '01a20cd2-69f0-774f-9719-80c8ab404cf0', '019ab7aa-9080-774c-9307-d8f4e20ef852', '01a20cd2-69f0-774f-9719-80cbe6a72168', '["occurredAt", "channel", "direction", "department", "beneficiary", "service", "reason", "outcome"]', NULL);


--
-- Data for Name: follow_up; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: idempotency; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: import_run; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: import_source_row; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: integration; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: interaction; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.interaction VALUES ('019bd4d7-c870-73ea-9142-fdac2955cb95', 'contact', '2026-01-19 06:00:10+00', '2026-01-19 06:01:10+00', 202601, 'counter', 'in', NULL, NULL, 'system:demo', '019ab7aa-9080-774c-9307-d8f4e20ef852', '019ab7aa-9080-774c-9307-d903d910bc60', NULL, NULL, NULL, '019ab7aa-9080-774c-9307-d8f78e97e8c8', NULL, NULL, NULL, NULL, NULL, 'خدمة تجريبية', 'أرفق مستندًا ناقصًا لطلب «خدمة تجريبية» وتأكد من وصوله.', 'resolved', 706, 'ar', 'maintenance', NULL, NULL, NULL, NULL);
INSERT INTO public.interaction VALUES ('019d3dad-8438-7521-9efa-a3a1ac5616ec', 'contact', '2026-03-30 07:36:55+00', '2026-03-30 07:37:55+00', 202603, 'phone', 'in', NULL, NULL, 'system:demo', '019ab7aa-9080-774c-9307-d8f4e20ef852', '019ab7aa-9080-774c-9307-d902495ee7d4', NULL, NULL, NULL, '019ab7aa-9080-774c-9307-d8f78e97e8c8', NULL, NULL, NULL, NULL, NULL, 'خدمة تجريبية', 'استفسر عن الرسوم وطريقة السداد في خدمة «خدمة تجريبية».', 'answered', 81, 'ar', 'maintenance', NULL, NULL, NULL, NULL);
INSERT INTO public.interaction VALUES ('019e7d12-4d60-7006-8d96-5c22229707e7', 'contact', '2026-05-31 08:05:52+00', '2026-05-31 08:06:52+00', 202605, 'phone', 'in', NULL, NULL, 'system:demo', '019ab7aa-9080-774c-9307-d8f4e20ef852', '019ab7aa-9080-774c-9307-d903d910bc60', NULL, NULL, NULL, '019ab7aa-9080-774c-9307-d8f78e97e8c8', NULL, NULL, NULL, NULL, NULL, 'خدمة تجريبية', 'حضر مع والده كبير السن لإنهاء طلب «خدمة تجريبية» وخُدم في المسار الأولوي.', 'answered', 222, 'ar', 'maintenance', NULL, NULL, NULL, NULL);
INSERT INTO public.interaction VALUES ('019fc6ce-e660-75da-b516-caf1fef6d3f3', 'contact', '2026-08-03 08:46:56+00', '2026-08-03 08:47:56+00', 202608, 'counter', 'in', NULL, NULL, 'system:demo', '019ab7aa-9080-774c-9307-d8f4e20ef852', NULL, NULL, NULL, NULL, '019ab7aa-9080-774c-9307-d8f78e97e8c8', NULL, NULL, NULL, NULL, NULL, 'خدمة تجريبية', 'زائر للنقطة استعلم عن متطلبات خدمة «خدمة تجريبية» دون تسجيل دخول.', 'answered', 560, 'ar', 'maintenance', NULL, NULL, NULL, NULL);
INSERT INTO public.interaction VALUES ('01a0f6cc-20c0-7589-8ac4-750bce1654da', 'contact', '2026-10-01 09:28:28+00', '2026-10-01 09:29:28+00', 202610, 'phone', 'in', NULL, NULL, 'system:demo', '019ab7aa-9080-774c-9307-d8f4e20ef852', '019ab7aa-9080-774c-9307-d903d910bc60', NULL, NULL, NULL, '019ab7aa-9080-774c-9307-d8f78e97e8c8', NULL, NULL, NULL, NULL, NULL, 'خدمة تجريبية', 'راجع بشأن خدمة «خدمة تجريبية» وأُفيد بالمرحلة التي وصل إليها طلبه.', 'referred', 592, 'ar', 'maintenance', NULL, NULL, NULL, NULL);
INSERT INTO public.interaction VALUES ('01a20cd2-69f0-774f-9719-80c8ab404cf0', 'contact', '2026-11-24 09:09:46+00', '2026-11-24 09:10:46+00', 202611, 'phone', 'out', NULL, NULL, 'system:demo', '019ab7aa-9080-774c-9307-d8f4e20ef852', '019ab7aa-9080-774c-9307-d903d910bc60', NULL, NULL, NULL, '019ab7aa-9080-774c-9307-d8f78e97e8c8', NULL, NULL, NULL, NULL, NULL, 'خدمة تجريبية', 'أُبلغ بإحالة طلب «خدمة تجريبية» إلى الجهة المختصة ورقم الإحالة.', 'answered', 283, 'en', 'maintenance', NULL, NULL, NULL, NULL);


--
-- Data for Name: interaction_figure; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.interaction_figure VALUES ('019bd4d7-c870-73ea-9142-fdade8b0b8e2', false, 202601, '019ab7aa-9080-774c-9307-d8f4e20ef852', '019ab7aa-9080-774c-9307-d8f78e97e8c8', '00000000-0000-0000-0000-000000000000', 'counter', 'in', 1);
INSERT INTO public.interaction_figure VALUES ('019d3dad-8438-7521-9efa-a3a2554cae26', false, 202603, '019ab7aa-9080-774c-9307-d8f4e20ef852', '019ab7aa-9080-774c-9307-d8f78e97e8c8', '00000000-0000-0000-0000-000000000000', 'phone', 'in', 1);
INSERT INTO public.interaction_figure VALUES ('019e7d12-4d60-7006-8d96-5c233a8f2cf3', false, 202605, '019ab7aa-9080-774c-9307-d8f4e20ef852', '019ab7aa-9080-774c-9307-d8f78e97e8c8', '00000000-0000-0000-0000-000000000000', 'phone', 'in', 1);
INSERT INTO public.interaction_figure VALUES ('019fc6ce-e660-75da-b516-caf29ac96094', false, 202608, '019ab7aa-9080-774c-9307-d8f4e20ef852', '019ab7aa-9080-774c-9307-d8f78e97e8c8', '00000000-0000-0000-0000-000000000000', 'counter', 'in', 1);
INSERT INTO public.interaction_figure VALUES ('01a0f6cc-20c0-7589-8ac4-750ca987a62a', false, 202610, '019ab7aa-9080-774c-9307-d8f4e20ef852', '019ab7aa-9080-774c-9307-d8f78e97e8c8', '00000000-0000-0000-0000-000000000000', 'phone', 'in', 1);
INSERT INTO public.interaction_figure VALUES ('01a20cd2-69f0-774f-9719-80c91284efaa', false, 202611, '019ab7aa-9080-774c-9307-d8f4e20ef852', '019ab7aa-9080-774c-9307-d8f78e97e8c8', '00000000-0000-0000-0000-000000000000', 'phone', 'out', 1);


--
-- Data for Name: kiosk; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: organization; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: reference_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.reference_version VALUES (1, 5);


--
-- Data for Name: search_token; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.search_token VALUES ('service', '1', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 10);
INSERT INTO public.search_token VALUES ('service', 'a', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 4);
INSERT INTO public.search_token VALUES ('service', 'load', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 4);
INSERT INTO public.search_token VALUES ('service', 'seed', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 10);
INSERT INTO public.search_token VALUES ('service', 'service', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 8);
INSERT INTO public.search_token VALUES ('service', 'system', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 4);
INSERT INTO public.search_token VALUES ('service', 'the', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 4);
INSERT INTO public.search_token VALUES ('service', 'to', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 4);
INSERT INTO public.search_token VALUES ('service', 'trial', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 8);
INSERT INTO public.search_token VALUES ('service', 'try', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 4);
INSERT INTO public.search_token VALUES ('service', 'under', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 4);
INSERT INTO public.search_token VALUES ('service', '~load', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 2);
INSERT INTO public.search_token VALUES ('service', '~seed', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 5);
INSERT INTO public.search_token VALUES ('service', '~servic', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 4);
INSERT INTO public.search_token VALUES ('service', '~system', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 2);
INSERT INTO public.search_token VALUES ('service', '~the', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 2);
INSERT INTO public.search_token VALUES ('service', '~tri', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 2);
INSERT INTO public.search_token VALUES ('service', '~trial', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 4);
INSERT INTO public.search_token VALUES ('service', '~try', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 2);
INSERT INTO public.search_token VALUES ('service', '~under', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 2);
INSERT INTO public.search_token VALUES ('service', '~تجريب', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 4);
INSERT INTO public.search_token VALUES ('service', '~تحت', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 2);
INSERT INTO public.search_token VALUES ('service', '~حمل', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 2);
INSERT INTO public.search_token VALUES ('service', '~خدم', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 4);
INSERT INTO public.search_token VALUES ('service', '~لتجرب', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 2);
INSERT INTO public.search_token VALUES ('service', '~نظام', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 2);
INSERT INTO public.search_token VALUES ('service', 'الحمل', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 4);
INSERT INTO public.search_token VALUES ('service', 'النظام', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 4);
INSERT INTO public.search_token VALUES ('service', 'تجريبيه', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 8);
INSERT INTO public.search_token VALUES ('service', 'تحت', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 4);
INSERT INTO public.search_token VALUES ('service', 'حمل', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 2);
INSERT INTO public.search_token VALUES ('service', 'خدمه', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 8);
INSERT INTO public.search_token VALUES ('service', 'لتجربه', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 4);
INSERT INTO public.search_token VALUES ('service', 'نظام', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 2);
INSERT INTO public.search_token VALUES ('beneficiary', '0', '019ab7aa-9080-774c-9307-d902495ee7d4', 2);
INSERT INTO public.search_token VALUES ('beneficiary', 'alghadeer', '019ab7aa-9080-774c-9307-d902495ee7d4', 2);
INSERT INTO public.search_token VALUES ('beneficiary', 'alkathibani', '019ab7aa-9080-774c-9307-d903d910bc60', 2);
INSERT INTO public.search_token VALUES ('beneficiary', 'alsidrawi', '019ab7aa-9080-774c-9307-d9042fbeb810', 2);
INSERT INTO public.search_token VALUES ('beneficiary', 'factory', '019ab7aa-9080-774c-9307-d902495ee7d4', 2);
INSERT INTO public.search_token VALUES ('beneficiary', 'ghadeer', '019ab7aa-9080-774c-9307-d902495ee7d4', 1);
INSERT INTO public.search_token VALUES ('beneficiary', 'hani', '019ab7aa-9080-774c-9307-d9042fbeb810', 2);
INSERT INTO public.search_token VALUES ('beneficiary', 'majed', '019ab7aa-9080-774c-9307-d903d910bc60', 2);
INSERT INTO public.search_token VALUES ('beneficiary', 'manarat', '019ab7aa-9080-774c-9307-d902495ee7d4', 2);
INSERT INTO public.search_token VALUES ('beneficiary', 'rahaf', '019ab7aa-9080-774c-9307-d9042fbeb810', 2);
INSERT INTO public.search_token VALUES ('beneficiary', 'salem', '019ab7aa-9080-774c-9307-d9042fbeb810', 2);
INSERT INTO public.search_token VALUES ('beneficiary', 'turki', '019ab7aa-9080-774c-9307-d903d910bc60', 2);
INSERT INTO public.search_token VALUES ('beneficiary', 'yousef', '019ab7aa-9080-774c-9307-d903d910bc60', 2);
INSERT INTO public.search_token VALUES ('beneficiary', '~alkathiban', '019ab7aa-9080-774c-9307-d903d910bc60', 1);
INSERT INTO public.search_token VALUES ('beneficiary', '~alkathibani', '019ab7aa-9080-774c-9307-d903d910bc60', 1);
INSERT INTO public.search_token VALUES ('beneficiary', '~alsidraw', '019ab7aa-9080-774c-9307-d9042fbeb810', 1);
INSERT INTO public.search_token VALUES ('beneficiary', '~alsidrawi', '019ab7aa-9080-774c-9307-d9042fbeb810', 1);
INSERT INTO public.search_token VALUES ('beneficiary', '~factori', '019ab7aa-9080-774c-9307-d902495ee7d4', 1);
INSERT INTO public.search_token VALUES ('beneficiary', '~factory', '019ab7aa-9080-774c-9307-d902495ee7d4', 1);
INSERT INTO public.search_token VALUES ('beneficiary', '~ghad', '019ab7aa-9080-774c-9307-d902495ee7d4', 1);
INSERT INTO public.search_token VALUES ('beneficiary', '~ghadeer', '019ab7aa-9080-774c-9307-d902495ee7d4', 1);
INSERT INTO public.search_token VALUES ('beneficiary', '~han', '019ab7aa-9080-774c-9307-d9042fbeb810', 1);
INSERT INTO public.search_token VALUES ('beneficiary', '~hani', '019ab7aa-9080-774c-9307-d9042fbeb810', 1);
INSERT INTO public.search_token VALUES ('beneficiary', '~maje', '019ab7aa-9080-774c-9307-d903d910bc60', 1);
INSERT INTO public.search_token VALUES ('beneficiary', '~majed', '019ab7aa-9080-774c-9307-d903d910bc60', 1);
INSERT INTO public.search_token VALUES ('beneficiary', '~manarat', '019ab7aa-9080-774c-9307-d902495ee7d4', 1);
INSERT INTO public.search_token VALUES ('beneficiary', '~rahaf', '019ab7aa-9080-774c-9307-d9042fbeb810', 1);
INSERT INTO public.search_token VALUES ('beneficiary', '~salem', '019ab7aa-9080-774c-9307-d9042fbeb810', 1);
INSERT INTO public.search_token VALUES ('beneficiary', '~turk', '019ab7aa-9080-774c-9307-d903d910bc60', 1);
INSERT INTO public.search_token VALUES ('beneficiary', '~turki', '019ab7aa-9080-774c-9307-d903d910bc60', 1);
INSERT INTO public.search_token VALUES ('beneficiary', '~yousef', '019ab7aa-9080-774c-9307-d903d910bc60', 1);
INSERT INTO public.search_token VALUES ('beneficiary', '~ترك', '019ab7aa-9080-774c-9307-d903d910bc60', 1);
INSERT INTO public.search_token VALUES ('beneficiary', '~رهف', '019ab7aa-9080-774c-9307-d9042fbeb810', 1);
INSERT INTO public.search_token VALUES ('beneficiary', '~سالم', '019ab7aa-9080-774c-9307-d9042fbeb810', 1);
INSERT INTO public.search_token VALUES ('beneficiary', '~سدراو', '019ab7aa-9080-774c-9307-d9042fbeb810', 1);
INSERT INTO public.search_token VALUES ('beneficiary', '~غدير', '019ab7aa-9080-774c-9307-d902495ee7d4', 1);
INSERT INTO public.search_token VALUES ('beneficiary', '~كثيبان', '019ab7aa-9080-774c-9307-d903d910bc60', 1);
INSERT INTO public.search_token VALUES ('beneficiary', '~ماجد', '019ab7aa-9080-774c-9307-d903d910bc60', 1);
INSERT INTO public.search_token VALUES ('beneficiary', '~مصنع', '019ab7aa-9080-774c-9307-d902495ee7d4', 1);
INSERT INTO public.search_token VALUES ('beneficiary', '~منار', '019ab7aa-9080-774c-9307-d902495ee7d4', 1);
INSERT INTO public.search_token VALUES ('beneficiary', '~هان', '019ab7aa-9080-774c-9307-d9042fbeb810', 1);
INSERT INTO public.search_token VALUES ('beneficiary', '~يوسف', '019ab7aa-9080-774c-9307-d903d910bc60', 1);
INSERT INTO public.search_token VALUES ('beneficiary', 'السدراوي', '019ab7aa-9080-774c-9307-d9042fbeb810', 2);
INSERT INTO public.search_token VALUES ('beneficiary', 'الغدير', '019ab7aa-9080-774c-9307-d902495ee7d4', 2);
INSERT INTO public.search_token VALUES ('beneficiary', 'الكثيباني', '019ab7aa-9080-774c-9307-d903d910bc60', 2);
INSERT INTO public.search_token VALUES ('beneficiary', 'تركي', '019ab7aa-9080-774c-9307-d903d910bc60', 2);
INSERT INTO public.search_token VALUES ('beneficiary', 'رهف', '019ab7aa-9080-774c-9307-d9042fbeb810', 2);
INSERT INTO public.search_token VALUES ('beneficiary', 'سالم', '019ab7aa-9080-774c-9307-d9042fbeb810', 2);
INSERT INTO public.search_token VALUES ('beneficiary', 'سدراوي', '019ab7aa-9080-774c-9307-d9042fbeb810', 1);
INSERT INTO public.search_token VALUES ('beneficiary', 'غدير', '019ab7aa-9080-774c-9307-d902495ee7d4', 1);
INSERT INTO public.search_token VALUES ('beneficiary', 'كثيباني', '019ab7aa-9080-774c-9307-d903d910bc60', 1);
INSERT INTO public.search_token VALUES ('beneficiary', 'ماجد', '019ab7aa-9080-774c-9307-d903d910bc60', 2);
INSERT INTO public.search_token VALUES ('beneficiary', 'مصنع', '019ab7aa-9080-774c-9307-d902495ee7d4', 2);
INSERT INTO public.search_token VALUES ('beneficiary', 'مناره', '019ab7aa-9080-774c-9307-d902495ee7d4', 2);
INSERT INTO public.search_token VALUES ('beneficiary', 'هاني', '019ab7aa-9080-774c-9307-d9042fbeb810', 2);
INSERT INTO public.search_token VALUES ('beneficiary', 'يوسف', '019ab7aa-9080-774c-9307-d903d910bc60', 2);


--
-- Data for Name: service; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.service VALUES ('019ab7aa-9080-774c-9307-d8f78e97e8c8', 'SEED-1', '019ab7aa-9080-774c-9307-d8f4e20ef852', 'published', '019ab7aa-9080-774c-9307-d8f814baec48', NULL, true, false, NULL, NULL, '{"ar": "خدمة تجريبية", "en": "Trial service"}', 'خدمه تجريبيه', NULL, NULL, 'free', false, 50, 3, '2025-11-24 21:00:00+00', '2025-11-24 21:00:00+00');


--
-- Data for Name: service_audience; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.service_audience VALUES ('019ab7aa-9080-774c-9307-d8f78e97e8c8', 'individuals');


--
-- Data for Name: service_category; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: service_channel; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.service_channel VALUES ('019ab7aa-9080-774c-9307-d8f78e97e8c8', 'counter');
INSERT INTO public.service_channel VALUES ('019ab7aa-9080-774c-9307-d8f78e97e8c8', 'phone');


--
-- Data for Name: service_external_id; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: service_name; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.service_name VALUES ('019ab7aa-9080-774c-9307-d8f78e97e8c8', 'ar', 'خدمه تجريبيه');
INSERT INTO public.service_name VALUES ('019ab7aa-9080-774c-9307-d8f78e97e8c8', 'en', 'trial service');


--
-- Data for Name: service_revision; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.service_revision VALUES ('019ab7aa-9080-774c-9307-d8f814baec48', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 1, 'published', '{"v": 1, "fees": {"state": "free"}, "classes": {}, "promise": {"deliveryTimes": [{"within": {"unit": "working_days", "amount": 1}, "validity": {}}]}, "audience": {"clients": ["individuals"]}, "channels": [{"kind": "counter"}, {"kind": "phone"}], "identity": {"name": {"ar": "خدمة تجريبية", "en": "Trial service"}, "scope": ["external"], "summary": {"ar": "خدمة لتجربة النظام تحت الحمل.", "en": "A service to try the system under load."}}, "ownership": {}, "procedure": {}, "governance": {}, "onlinePoints": {"signIn": "not_known", "account": "not_known", "decision": "not_known", "delivery": "not_known", "feedback": "not_known", "application": "not_known"}}', false, 'system:seed', NULL, '2025-11-24 21:00:00+00', 'system:seed', 'system:seed', '2025-11-24 21:00:00+00', '2025-11-24 21:00:00+00', NULL, false, NULL);


--
-- Data for Name: service_status_change; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.service_status_change VALUES ('019ab7aa-9080-774c-9307-d8f9d1ba59ae', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 'draft', '2025-11-24 21:00:00+00', '2025-11-24 21:00:00+00', NULL, 'system:seed', NULL);
INSERT INTO public.service_status_change VALUES ('019ab7aa-9080-774c-9307-d8fc7368e4ee', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 'in_review', '2025-11-24 21:00:00+00', '2025-11-24 21:00:00+00', NULL, 'system:seed', NULL);
INSERT INTO public.service_status_change VALUES ('019ab7aa-9080-774c-9307-d8ff5464b8a7', '019ab7aa-9080-774c-9307-d8f78e97e8c8', 'published', '2025-11-24 21:00:00+00', '2025-11-24 21:00:00+00', NULL, 'system:seed', NULL);


--
-- Data for Name: service_tag; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: site; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: staff_member; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: staff_role; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: tag; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: timeline; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.timeline VALUES ('019ab7aa-9080-774c-9307-d914aa125fc6', '019ab7aa-9080-774c-9307-d902495ee7d4', NULL, '2025-11-24 21:00:00+00', 'beneficiary.registered', '019ab7aa-9080-774c-9307-d902495ee7d4', '019ab7aa-9080-774c-9307-d8f4e20ef852');
INSERT INTO public.timeline VALUES ('019ab7aa-9080-774c-9307-d9154f1b63dd', '019ab7aa-9080-774c-9307-d903d910bc60', NULL, '2025-11-24 21:00:00+00', 'beneficiary.registered', '019ab7aa-9080-774c-9307-d903d910bc60', '019ab7aa-9080-774c-9307-d8f4e20ef852');
INSERT INTO public.timeline VALUES ('019ab7aa-9080-774c-9307-d916e3e6311b', '019ab7aa-9080-774c-9307-d9042fbeb810', NULL, '2025-11-24 21:00:00+00', 'beneficiary.registered', '019ab7aa-9080-774c-9307-d9042fbeb810', '019ab7aa-9080-774c-9307-d8f4e20ef852');
INSERT INTO public.timeline VALUES ('019bd4d7-c870-73ea-9142-fdae420d6d7e', '019ab7aa-9080-774c-9307-d903d910bc60', NULL, '2026-01-19 06:00:10+00', 'interaction', '019bd4d7-c870-73ea-9142-fdac2955cb95', '019ab7aa-9080-774c-9307-d8f4e20ef852');
INSERT INTO public.timeline VALUES ('019d3dad-8438-7521-9efa-a3a38b2e9b74', '019ab7aa-9080-774c-9307-d902495ee7d4', NULL, '2026-03-30 07:36:55+00', 'interaction', '019d3dad-8438-7521-9efa-a3a1ac5616ec', '019ab7aa-9080-774c-9307-d8f4e20ef852');
INSERT INTO public.timeline VALUES ('019e7d12-4d60-7006-8d96-5c24c4917e09', '019ab7aa-9080-774c-9307-d903d910bc60', NULL, '2026-05-31 08:05:52+00', 'interaction', '019e7d12-4d60-7006-8d96-5c22229707e7', '019ab7aa-9080-774c-9307-d8f4e20ef852');
INSERT INTO public.timeline VALUES ('01a0f6cc-20c0-7589-8ac4-750db7fe4a37', '019ab7aa-9080-774c-9307-d903d910bc60', NULL, '2026-10-01 09:28:28+00', 'interaction', '01a0f6cc-20c0-7589-8ac4-750bce1654da', '019ab7aa-9080-774c-9307-d8f4e20ef852');
INSERT INTO public.timeline VALUES ('01a20cd2-69f0-774f-9719-80caead404e6', '019ab7aa-9080-774c-9307-d903d910bc60', NULL, '2026-11-24 09:09:46+00', 'interaction', '01a20cd2-69f0-774f-9719-80c8ab404cf0', '019ab7aa-9080-774c-9307-d8f4e20ef852');


--
-- Name: api_token api_token_hash_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_hash_key UNIQUE (hash);


--
-- Name: api_token api_token_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_pkey PRIMARY KEY (id);


--
-- Name: audit_detail audit_detail_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_detail
    ADD CONSTRAINT audit_detail_pkey PRIMARY KEY (audit_id);


--
-- Name: audit audit_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);


--
-- Name: audit audit_sequence_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_sequence_key UNIQUE (sequence);


--
-- Name: beneficiary_contact_point beneficiary_contact_point_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beneficiary_contact_point
    ADD CONSTRAINT beneficiary_contact_point_pkey PRIMARY KEY (id);


--
-- Name: beneficiary_identifier beneficiary_identifier_blind_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beneficiary_identifier
    ADD CONSTRAINT beneficiary_identifier_blind_key UNIQUE (blind);


--
-- Name: beneficiary_identifier beneficiary_identifier_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beneficiary_identifier
    ADD CONSTRAINT beneficiary_identifier_pkey PRIMARY KEY (id);


--
-- Name: beneficiary beneficiary_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beneficiary
    ADD CONSTRAINT beneficiary_pkey PRIMARY KEY (id);


--
-- Name: category category_code_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.category
    ADD CONSTRAINT category_code_key UNIQUE (code);


--
-- Name: category category_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.category
    ADD CONSTRAINT category_pkey PRIMARY KEY (id);


--
-- Name: contact_reason contact_reason_code_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.contact_reason
    ADD CONSTRAINT contact_reason_code_key UNIQUE (code);


--
-- Name: contact_reason contact_reason_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.contact_reason
    ADD CONSTRAINT contact_reason_pkey PRIMARY KEY (id);


--
-- Name: contact_reason_revision contact_reason_revision_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.contact_reason_revision
    ADD CONSTRAINT contact_reason_revision_pkey PRIMARY KEY (reason_id, number);


--
-- Name: crm_migration crm_migration_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.crm_migration
    ADD CONSTRAINT crm_migration_pkey PRIMARY KEY (version);


--
-- Name: department_change department_change_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.department_change
    ADD CONSTRAINT department_change_pkey PRIMARY KEY (id);


--
-- Name: department department_code_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.department
    ADD CONSTRAINT department_code_key UNIQUE (code);


--
-- Name: department department_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.department
    ADD CONSTRAINT department_pkey PRIMARY KEY (id);


--
-- Name: encryption_key encryption_key_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.encryption_key
    ADD CONSTRAINT encryption_key_pkey PRIMARY KEY (id);


--
-- Name: event event_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (id);


--
-- Name: event event_sequence_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_sequence_key UNIQUE (sequence);


--
-- Name: follow_up follow_up_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.follow_up
    ADD CONSTRAINT follow_up_pkey PRIMARY KEY (id);


--
-- Name: idempotency idempotency_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (actor, operation, key);


--
-- Name: import_run import_run_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.import_run
    ADD CONSTRAINT import_run_pkey PRIMARY KEY (id);


--
-- Name: import_source_row import_source_row_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.import_source_row
    ADD CONSTRAINT import_source_row_pkey PRIMARY KEY (import_id, source, number);


--
-- Name: integration integration_code_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.integration
    ADD CONSTRAINT integration_code_key UNIQUE (code);


--
-- Name: integration integration_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.integration
    ADD CONSTRAINT integration_pkey PRIMARY KEY (id);


--
-- Name: interaction_figure interaction_figure_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.interaction_figure
    ADD CONSTRAINT interaction_figure_pkey PRIMARY KEY (id);


--
-- Name: interaction interaction_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.interaction
    ADD CONSTRAINT interaction_pkey PRIMARY KEY (id);


--
-- Name: kiosk kiosk_code_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.kiosk
    ADD CONSTRAINT kiosk_code_key UNIQUE (code);


--
-- Name: kiosk kiosk_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.kiosk
    ADD CONSTRAINT kiosk_pkey PRIMARY KEY (id);


--
-- Name: organization organization_code_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.organization
    ADD CONSTRAINT organization_code_key UNIQUE (code);


--
-- Name: organization organization_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.organization
    ADD CONSTRAINT organization_pkey PRIMARY KEY (id);


--
-- Name: reference_version reference_version_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reference_version
    ADD CONSTRAINT reference_version_pkey PRIMARY KEY (id);


--
-- Name: search_token search_token_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.search_token
    ADD CONSTRAINT search_token_pkey PRIMARY KEY (area, token, record_id, weight);


--
-- Name: service_audience service_audience_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_audience
    ADD CONSTRAINT service_audience_pkey PRIMARY KEY (service_id, audience);


--
-- Name: service_category service_category_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_category
    ADD CONSTRAINT service_category_pkey PRIMARY KEY (service_id, category_id);


--
-- Name: service_channel service_channel_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_channel
    ADD CONSTRAINT service_channel_pkey PRIMARY KEY (service_id, kind);


--
-- Name: service service_code_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service
    ADD CONSTRAINT service_code_key UNIQUE (code);


--
-- Name: service_external_id service_external_id_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_external_id
    ADD CONSTRAINT service_external_id_pkey PRIMARY KEY (scheme, value);


--
-- Name: service_name service_name_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_name
    ADD CONSTRAINT service_name_pkey PRIMARY KEY (service_id, language);


--
-- Name: service service_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service
    ADD CONSTRAINT service_pkey PRIMARY KEY (id);


--
-- Name: service_revision service_revision_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_revision
    ADD CONSTRAINT service_revision_pkey PRIMARY KEY (id);


--
-- Name: service_revision service_revision_service_id_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_revision
    ADD CONSTRAINT service_revision_service_id_number_key UNIQUE (service_id, number);


--
-- Name: service_status_change service_status_change_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_status_change
    ADD CONSTRAINT service_status_change_pkey PRIMARY KEY (id);


--
-- Name: service_tag service_tag_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_tag
    ADD CONSTRAINT service_tag_pkey PRIMARY KEY (service_id, tag_id);


--
-- Name: site site_code_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.site
    ADD CONSTRAINT site_code_key UNIQUE (code);


--
-- Name: site site_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.site
    ADD CONSTRAINT site_pkey PRIMARY KEY (id);


--
-- Name: staff_member staff_member_code_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.staff_member
    ADD CONSTRAINT staff_member_code_key UNIQUE (code);


--
-- Name: staff_member staff_member_external_subject_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.staff_member
    ADD CONSTRAINT staff_member_external_subject_key UNIQUE (external_subject);


--
-- Name: staff_member staff_member_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.staff_member
    ADD CONSTRAINT staff_member_pkey PRIMARY KEY (id);


--
-- Name: staff_role staff_role_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.staff_role
    ADD CONSTRAINT staff_role_pkey PRIMARY KEY (id);


--
-- Name: tag tag_kind_code_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tag
    ADD CONSTRAINT tag_kind_code_key UNIQUE (kind, code);


--
-- Name: tag tag_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tag
    ADD CONSTRAINT tag_pkey PRIMARY KEY (id);


--
-- Name: timeline timeline_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.timeline
    ADD CONSTRAINT timeline_pkey PRIMARY KEY (id);


--
-- Name: audit_entity; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_entity ON public.audit USING btree (entity_id, id);


--
-- Name: audit_staff; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_staff ON public.audit USING btree (staff_id, id);


--
-- Name: audit_unsealed; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_unsealed ON public.audit USING btree (id) WHERE (sequence IS NULL);


--
-- Name: beneficiary_contact_point_blind; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX beneficiary_contact_point_blind ON public.beneficiary_contact_point USING btree (blind, beneficiary_id);


--
-- Name: beneficiary_contact_point_owner; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX beneficiary_contact_point_owner ON public.beneficiary_contact_point USING btree (beneficiary_id, id);


--
-- Name: beneficiary_department; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX beneficiary_department ON public.beneficiary USING btree (department_id, id);


--
-- Name: beneficiary_identifier_owner; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX beneficiary_identifier_owner ON public.beneficiary_identifier USING btree (beneficiary_id, id);


--
-- Name: beneficiary_merged; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX beneficiary_merged ON public.beneficiary USING btree (merged_into) WHERE (merged_into IS NOT NULL);


--
-- Name: beneficiary_sort; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX beneficiary_sort ON public.beneficiary USING btree (sort_name, id);


--
-- Name: beneficiary_status; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX beneficiary_status ON public.beneficiary USING btree (status, id);


--
-- Name: category_sort; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX category_sort ON public.category USING btree (sort_name, id);


--
-- Name: department_change_department; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX department_change_department ON public.department_change USING btree (department_id, id);


--
-- Name: department_parent; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX department_parent ON public.department USING btree (parent_id);


--
-- Name: department_sort; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX department_sort ON public.department USING btree (sort_name, id);


--
-- Name: event_unsealed; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX event_unsealed ON public.event USING btree (id) WHERE (sequence IS NULL);


--
-- Name: follow_up_assignee; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX follow_up_assignee ON public.follow_up USING btree (assignee_id, state, due_on, id);


--
-- Name: follow_up_department; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX follow_up_department ON public.follow_up USING btree (department_id, state, due_on, id);


--
-- Name: follow_up_interaction; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX follow_up_interaction ON public.follow_up USING btree (interaction_id);


--
-- Name: idempotency_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idempotency_at ON public.idempotency USING btree (at);


--
-- Name: import_run_scheme; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX import_run_scheme ON public.import_run USING btree (scheme, id);


--
-- Name: import_source_row_external; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX import_source_row_external ON public.import_source_row USING btree (import_id, external_id);


--
-- Name: interaction_actor; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX interaction_actor ON public.interaction USING btree (actor, occurred_at, id);


--
-- Name: interaction_beneficiary; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX interaction_beneficiary ON public.interaction USING btree (beneficiary_id, occurred_at, id);


--
-- Name: interaction_case; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX interaction_case ON public.interaction USING btree (case_id, occurred_at, id) WHERE (case_id IS NOT NULL);


--
-- Name: interaction_department; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX interaction_department ON public.interaction USING btree (department_id, occurred_at, id);


--
-- Name: interaction_figure_folded; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX interaction_figure_folded ON public.interaction_figure USING btree (month, department_id, service_id, reason_id, channel, direction) WHERE folded;


--
-- Name: interaction_figure_month; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX interaction_figure_month ON public.interaction_figure USING btree (month, department_id);


--
-- Name: interaction_figure_new; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX interaction_figure_new ON public.interaction_figure USING btree (id) WHERE (NOT folded);


--
-- Name: interaction_message; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX interaction_message ON public.interaction USING btree (external_message_id) WHERE (external_message_id IS NOT NULL);


--
-- Name: interaction_occurred; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX interaction_occurred ON public.interaction USING btree (occurred_at, id);


--
-- Name: interaction_reason; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX interaction_reason ON public.interaction USING btree (reason_id, occurred_at, id);


--
-- Name: interaction_service; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX interaction_service ON public.interaction USING btree (service_id, occurred_at, id);


--
-- Name: interaction_staff; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX interaction_staff ON public.interaction USING btree (staff_id, occurred_at, id);


--
-- Name: interaction_unlisted; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX interaction_unlisted ON public.interaction USING btree (unlisted_folded, occurred_at, id) WHERE (unlisted_folded IS NOT NULL);


--
-- Name: organization_sort; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX organization_sort ON public.organization USING btree (sort_name, id);


--
-- Name: search_token_record; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX search_token_record ON public.search_token USING btree (record_id, area);


--
-- Name: service_audience_audience; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX service_audience_audience ON public.service_audience USING btree (audience, service_id);


--
-- Name: service_category_category; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX service_category_category ON public.service_category USING btree (category_id, service_id);


--
-- Name: service_channel_kind; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX service_channel_kind ON public.service_channel USING btree (kind, service_id);


--
-- Name: service_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX service_due ON public.service USING btree (due_at) WHERE (due_at IS NOT NULL);


--
-- Name: service_external_id_service; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX service_external_id_service ON public.service_external_id USING btree (service_id);


--
-- Name: service_owner; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX service_owner ON public.service USING btree (owner_id, sort_name, id);


--
-- Name: service_parent; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX service_parent ON public.service USING btree (parent_id);


--
-- Name: service_revision_valid; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX service_revision_valid ON public.service_revision USING btree (service_id, valid_from, number);


--
-- Name: service_sort; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX service_sort ON public.service USING btree (sort_name, id);


--
-- Name: service_status_change_service; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX service_status_change_service ON public.service_status_change USING btree (service_id, id);


--
-- Name: service_tag_tag; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX service_tag_tag ON public.service_tag USING btree (tag_id, service_id);


--
-- Name: service_updated; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX service_updated ON public.service USING btree (updated_at, id);


--
-- Name: site_sort; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX site_sort ON public.site USING btree (sort_name, id);


--
-- Name: staff_member_sort; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX staff_member_sort ON public.staff_member USING btree (sort_name, id);


--
-- Name: staff_role_department; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX staff_role_department ON public.staff_role USING btree (department_id);


--
-- Name: staff_role_staff; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX staff_role_staff ON public.staff_role USING btree (staff_id);


--
-- Name: tag_sort; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX tag_sort ON public.tag USING btree (sort_name, id);


--
-- Name: timeline_beneficiary; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX timeline_beneficiary ON public.timeline USING btree (beneficiary_id, occurred_at, id);


--
-- Name: timeline_case; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX timeline_case ON public.timeline USING btree (case_id, occurred_at, id);


--
-- Name: api_token api_token_integration_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_integration_id_fkey FOREIGN KEY (integration_id) REFERENCES public.integration(id);


--
-- Name: api_token api_token_kiosk_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_kiosk_id_fkey FOREIGN KEY (kiosk_id) REFERENCES public.kiosk(id);


--
-- Name: api_token api_token_staff_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff_member(id);


--
-- Name: audit_detail audit_detail_audit_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_detail
    ADD CONSTRAINT audit_detail_audit_id_fkey FOREIGN KEY (audit_id) REFERENCES public.audit(id);


--
-- Name: beneficiary_contact_point beneficiary_contact_point_beneficiary_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beneficiary_contact_point
    ADD CONSTRAINT beneficiary_contact_point_beneficiary_id_fkey FOREIGN KEY (beneficiary_id) REFERENCES public.beneficiary(id);


--
-- Name: beneficiary_identifier beneficiary_identifier_beneficiary_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beneficiary_identifier
    ADD CONSTRAINT beneficiary_identifier_beneficiary_id_fkey FOREIGN KEY (beneficiary_id) REFERENCES public.beneficiary(id);


--
-- Name: beneficiary beneficiary_merged_into_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beneficiary
    ADD CONSTRAINT beneficiary_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES public.beneficiary(id);


--
-- Name: category category_parent_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.category
    ADD CONSTRAINT category_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES public.category(id);


--
-- Name: contact_reason_revision contact_reason_revision_reason_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.contact_reason_revision
    ADD CONSTRAINT contact_reason_revision_reason_id_fkey FOREIGN KEY (reason_id) REFERENCES public.contact_reason(id);


--
-- Name: department_change department_change_department_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.department_change
    ADD CONSTRAINT department_change_department_id_fkey FOREIGN KEY (department_id) REFERENCES public.department(id);


--
-- Name: department department_parent_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.department
    ADD CONSTRAINT department_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES public.department(id);


--
-- Name: follow_up follow_up_interaction_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.follow_up
    ADD CONSTRAINT follow_up_interaction_id_fkey FOREIGN KEY (interaction_id) REFERENCES public.interaction(id);


--
-- Name: import_source_row import_source_row_import_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.import_source_row
    ADD CONSTRAINT import_source_row_import_id_fkey FOREIGN KEY (import_id) REFERENCES public.import_run(id);


--
-- Name: interaction interaction_beneficiary_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.interaction
    ADD CONSTRAINT interaction_beneficiary_id_fkey FOREIGN KEY (beneficiary_id) REFERENCES public.beneficiary(id);


--
-- Name: interaction interaction_reason_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.interaction
    ADD CONSTRAINT interaction_reason_id_fkey FOREIGN KEY (reason_id) REFERENCES public.contact_reason(id);


--
-- Name: service_audience service_audience_service_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_audience
    ADD CONSTRAINT service_audience_service_id_fkey FOREIGN KEY (service_id) REFERENCES public.service(id);


--
-- Name: service_category service_category_service_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_category
    ADD CONSTRAINT service_category_service_id_fkey FOREIGN KEY (service_id) REFERENCES public.service(id);


--
-- Name: service_channel service_channel_service_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_channel
    ADD CONSTRAINT service_channel_service_id_fkey FOREIGN KEY (service_id) REFERENCES public.service(id);


--
-- Name: service_external_id service_external_id_service_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_external_id
    ADD CONSTRAINT service_external_id_service_id_fkey FOREIGN KEY (service_id) REFERENCES public.service(id);


--
-- Name: service_name service_name_service_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_name
    ADD CONSTRAINT service_name_service_id_fkey FOREIGN KEY (service_id) REFERENCES public.service(id);


--
-- Name: service service_owner_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service
    ADD CONSTRAINT service_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.department(id);


--
-- Name: service_revision service_revision_service_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_revision
    ADD CONSTRAINT service_revision_service_id_fkey FOREIGN KEY (service_id) REFERENCES public.service(id);


--
-- Name: service_status_change service_status_change_service_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_status_change
    ADD CONSTRAINT service_status_change_service_id_fkey FOREIGN KEY (service_id) REFERENCES public.service(id);


--
-- Name: service_tag service_tag_service_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.service_tag
    ADD CONSTRAINT service_tag_service_id_fkey FOREIGN KEY (service_id) REFERENCES public.service(id);


--
-- Name: site site_department_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.site
    ADD CONSTRAINT site_department_id_fkey FOREIGN KEY (department_id) REFERENCES public.department(id);


--
-- Name: site site_host_organization_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.site
    ADD CONSTRAINT site_host_organization_id_fkey FOREIGN KEY (host_organization_id) REFERENCES public.organization(id);


--
-- Name: staff_role staff_role_staff_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.staff_role
    ADD CONSTRAINT staff_role_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff_member(id);


--
-- PostgreSQL database dump complete
--


