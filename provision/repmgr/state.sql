-- What a node says, as one JSON object: of itself, of the nodes its copy of repmgr's tables knows, and of who streams
-- from it. Functions of the extension repmgr 5.5; pg_stat_wal_receiver as PostgreSQL 15 to 18 have it.
select json_build_object(
  'self', :'self',
  'system', (select system_identifier::text from pg_control_system()),
  'recovery', pg_is_in_recovery(),
  'timeline', case when pg_is_in_recovery() then (select received_tli from pg_stat_wal_receiver)
    else ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int end,
  'receiver', (select status from pg_stat_wal_receiver),
  'sender', (select sender_host from pg_stat_wal_receiver),
  'restart', exists (select from pg_settings where pending_restart),
  'daemon', repmgr.repmgrd_is_running(),
  'paused', repmgr.repmgrd_is_paused(),
  'nodes', (select json_agg(json_build_object('name', n.node_name, 'type', n.type, 'active', n.active,
      'upstream', u.node_name, 'priority', n.priority, 'location', n.location) order by n.node_id)
    from repmgr.nodes n left join repmgr.nodes u on u.node_id = n.upstream_node_id),
  'standbys', (select coalesce(json_agg(json_build_object('name', application_name, 'state', state, 'lag',
      case when not pg_is_in_recovery() then pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)::bigint end)), '[]')
    from pg_stat_replication));
