BEGIN TRANSACTION;
CREATE TABLE account_entry (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,                     -- what calls set for the whole account
    value TEXT NOT NULL,                    -- JSON
    checksum INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE call (
    id INTEGER PRIMARY KEY,
    request_id TEXT NOT NULL,
    at INTEGER NOT NULL,          -- virtual time
    received INTEGER NOT NULL,    -- real time
    duration INTEGER NOT NULL,    -- microseconds
    operation TEXT NOT NULL,
    method TEXT NOT NULL,
    target TEXT NOT NULL,
    body TEXT NOT NULL,           -- without secrets
    status INTEGER NOT NULL,
    code TEXT NOT NULL,           -- error code; empty without an error
    answer TEXT NOT NULL,
    cluster_id TEXT NOT NULL,
    task_id TEXT NOT NULL,
    unread TEXT NOT NULL          -- names of fields that nothing read, separated by one blank
, faults TEXT NOT NULL DEFAULT '', retry_after INTEGER NOT NULL DEFAULT 0, considered TEXT NOT NULL DEFAULT 'null', region_id TEXT NOT NULL DEFAULT '', checksum INTEGER NOT NULL DEFAULT 0, user_agent TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "call" VALUES(1099511627777,'BD268AF2-643A-4DE3-8684-41378B5A9EDF',1788253200000000,1795774760599780,268858,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"done","size":2,"subnet_cidr":"172.28.1.0/24"}',202,'','{"cluster_id":"c885406873e6a42179cc5da37f5383337","request_id":"BD268AF2-643A-4DE3-8684-41378B5A9EDF","task_id":"T-6a9694100d7fffbb63d19e12"}','c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12','','',0,'','cn-beijing',2692765329,'Python-urllib/3.11');
INSERT INTO "call" VALUES(1099511627778,'D8A4038C-9DB7-461D-9F2D-AF4906E7AA6B',1788253200000000,1795774760874292,512,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"leaving","size":1,"subnet_cidr":"172.28.2.0/24"}',202,'','{"cluster_id":"cfd30840104634889b2e4399feb861bc0","request_id":"D8A4038C-9DB7-461D-9F2D-AF4906E7AA6B","task_id":"T-6a9694102513061dffb812b1"}','cfd30840104634889b2e4399feb861bc0','T-6a9694102513061dffb812b1','','',0,'','cn-beijing',761461925,'Python-urllib/3.11');
INSERT INTO "call" VALUES(1099511627780,'209B911A-9B24-421C-AADE-9F673D1AA917',1788253456525547,1795774760897343,538,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"under-way","size":3,"subnet_cidr":"172.28.3.0/24"}',202,'','{"cluster_id":"cb451ffc6fb124936a36247e4b92fde4b","request_id":"209B911A-9B24-421C-AADE-9F673D1AA917","task_id":"T-6a969510c28d97fb76e383ce"}','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','','',0,'','cn-beijing',1905748599,'Python-urllib/3.11');
INSERT INTO "call" VALUES(1099511627781,'DD281D29-366E-4CD1-850B-6542059C77CD',1788253546525547,1795774760902427,3486,'ModifyClusterTags','POST','/clusters/c885406873e6a42179cc5da37f5383337/tags','[{"key":"a","value":"«1»"}]',200,'','{"cluster_id":"c885406873e6a42179cc5da37f5383337","request_id":"DD281D29-366E-4CD1-850B-6542059C77CD"}','c885406873e6a42179cc5da37f5383337','','','',0,'','cn-beijing',2772510880,'Python-urllib/3.11');
INSERT INTO "call" VALUES(1099511627782,'DFE5A2F7-51DA-4568-95C2-8EEF35D1FDE5',1788253546525547,1795774760907977,2396,'CreateClusterToken','POST','/clusters/c885406873e6a42179cc5da37f5383337/token','{"is_permanent":true,"expire":0}',200,'','***','c885406873e6a42179cc5da37f5383337','','is_permanent expire','',0,'','cn-beijing',7657957,'Python-urllib/3.11');
INSERT INTO "call" VALUES(1099511627783,'ED97DF5F-ED1A-43FD-941D-406EEF2E22D8',1788253546525547,1795774760912361,2449,'CreateTemplate','POST','/templates','{"name":"t","template":"web:\n  image: nginx\n"}',200,'','{"request_id":"ED97DF5F-ED1A-43FD-941D-406EEF2E22D8","template_id":"fcc878d4-5019-4700-8199-685104a96616"}','','','','',0,'','cn-beijing',2536024720,'Python-urllib/3.11');
INSERT INTO "call" VALUES(1099511627784,'925CB00C-5823-4396-942F-19D55B6E2A1B',1788253546525547,1795774760916491,14784,'ScaleCluster','PUT','/clusters/c885406873e6a42179cc5da37f5383337','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","size":4}',202,'','{"cluster_id":"c885406873e6a42179cc5da37f5383337","request_id":"925CB00C-5823-4396-942F-19D55B6E2A1B","task_id":"T-6a96956a7e2ad33107d36cf7"}','c885406873e6a42179cc5da37f5383337','T-6a96956a7e2ad33107d36cf7','network_mode vpc_id vswitch_id need_slb region_id','',0,'','cn-beijing',3351708611,'Python-urllib/3.11');
INSERT INTO "call" VALUES(1099511627785,'1B9077FA-E0E3-4B64-92C5-53002FF5130B',1788253546525547,1795774760933395,2555,'DeleteCluster','DELETE','/clusters/cfd30840104634889b2e4399feb861bc0','',202,'','{"cluster_id":"cfd30840104634889b2e4399feb861bc0","request_id":"1B9077FA-E0E3-4B64-92C5-53002FF5130B","task_id":"T-6a96956a4cee117cab205c86"}','cfd30840104634889b2e4399feb861bc0','T-6a96956a4cee117cab205c86','','',0,'','cn-beijing',2288857354,'Python-urllib/3.11');
INSERT INTO "call" VALUES(1099511627786,'394E74E3-FF56-47F6-B31B-FC0720307E0B',1788253546525547,1795774762116260,524,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"held","size":1,"subnet_cidr":"172.28.4.0/24"}',202,'','{"cluster_id":"cac2d4f4a9c76455b8bbf2c251d22702c","request_id":"394E74E3-FF56-47F6-B31B-FC0720307E0B","task_id":"T-6a96956a7bd245acf413c8d7"}','cac2d4f4a9c76455b8bbf2c251d22702c','T-6a96956a7bd245acf413c8d7','','',0,'','cn-beijing',4028318648,'Python-urllib/3.11');
INSERT INTO "call" VALUES(2199023255553,'E415E965-2E66-472A-921C-A38FE61391A2',1788253200000000,1795774760946349,430,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"polled","size":2,"subnet_cidr":"172.28.1.0/24"}',202,'','{"cluster_id":"ccb371448a65945acb1ae6470e77da023","request_id":"E415E965-2E66-472A-921C-A38FE61391A2","task_id":"T-6a9694109d01e7e155d71243"}','ccb371448a65945acb1ae6470e77da023','T-6a9694109d01e7e155d71243','','',0,'','cn-beijing',1020888965,'Python-urllib/3.11');
INSERT INTO "call" VALUES(3298534883329,'61B0BE27-1A65-46FC-8713-6CC2243DB459',1788253200000000,1795774761126038,573,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"stocked","size":1,"subnet_cidr":"172.28.1.0/24"}',202,'','{"cluster_id":"c5ca4a923bd774438a1369da9b236683d","request_id":"61B0BE27-1A65-46FC-8713-6CC2243DB459","task_id":"T-6a9694109d9cc22d093f0b06"}','c5ca4a923bd774438a1369da9b236683d','T-6a9694109d9cc22d093f0b06','','',0,'','cn-beijing',4037422563,'Python-urllib/3.11');
INSERT INTO "call" VALUES(3298534883330,'F71137EF-727F-4939-85A6-41CD0231442F',1788253260000000,1795774761131809,388,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"out-of-stock","size":1,"subnet_cidr":"172.28.2.0/24"}',202,'','{"cluster_id":"c14381095a03945b2bcb7661329b77bc8","request_id":"F71137EF-727F-4939-85A6-41CD0231442F","task_id":"T-6a96944c8b177c58c33517ce"}','c14381095a03945b2bcb7661329b77bc8','T-6a96944c8b177c58c33517ce','','',0,'','cn-beijing',4103910242,'Python-urllib/3.11');
INSERT INTO "call" VALUES(4398046511105,'2C3496A0-1D62-4256-A356-0F6744A5D59A',1788253200000000,1795774762082061,583,'DescribeApiVersion','GET','/version','',503,'ServiceUnavailable','{"RequestId":"2C3496A0-1D62-4256-A356-0F6744A5D59A","HostId":"cs.aliyuncs.com","Code":"ServiceUnavailable","Message":"The request has failed due to a temporary failure of the server."}','','','','refused:error',0,'{"phases":["admit"],"unmet":{},"cluster":null,"committed":{"is_done":false,"status":0,"code":"","answer":""}}','cn-beijing',1904787438,'Python-urllib/3.11');
INSERT INTO "call" VALUES(4398046511106,'6FC54DF3-808B-40F7-B63A-1B22A07B431F',1788253200000000,1795774762085588,871,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"done","size":1,"subnet_cidr":"172.28.1.0/24"}',202,'','{"cluster_id":"c9d727ba7236b4c7fb55b71ec5d6afa33","request_id":"6FC54DF3-808B-40F7-B63A-1B22A07B431F","task_id":"T-6a969410214d844f442ceb97"}','c9d727ba7236b4c7fb55b71ec5d6afa33','T-6a969410214d844f442ceb97','','',0,'{"phases":["admit","apply","reply"],"unmet":{},"cluster":null}','cn-beijing',1304757432,'Python-urllib/3.11');
INSERT INTO "call" VALUES(4398046511107,'B43F0A62-8CCB-4E41-ACAB-6A3E1970E904',1788255000000000,1795774762093905,684,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"slow","size":2,"subnet_cidr":"172.28.2.0/24"}',202,'','{"cluster_id":"ce38457e7437e409cb861b2c7e29e22a0","request_id":"B43F0A62-8CCB-4E41-ACAB-6A3E1970E904","task_id":"T-6a969b189551319a7cc728e1"}','ce38457e7437e409cb861b2c7e29e22a0','T-6a969b189551319a7cc728e1','','',0,'{"phases":["admit","apply","reply"],"unmet":{},"cluster":null}','cn-beijing',2363575689,'Python-urllib/3.11');
INSERT INTO "call" VALUES(4398046511108,'065DC8D3-8806-4794-A7B8-E4F79A1E86AA',1788255000000000,1795774762097510,697,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"failing","size":2,"subnet_cidr":"172.28.3.0/24"}',202,'','{"cluster_id":"ca936982081244d898a086ed1ba846fd6","request_id":"065DC8D3-8806-4794-A7B8-E4F79A1E86AA","task_id":"T-6a969b18f4cb63a817db2eef"}','ca936982081244d898a086ed1ba846fd6','T-6a969b18f4cb63a817db2eef','','',0,'{"phases":["admit","apply","reply"],"unmet":{},"cluster":null}','cn-beijing',1425671062,'Python-urllib/3.11');
INSERT INTO "call" VALUES(4398046511109,'D6A41072-8D33-47A5-9026-565EA742F9D3',1788255000000000,1795774762101128,674,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"stuck","size":2,"subnet_cidr":"172.28.4.0/24"}',202,'','{"cluster_id":"c6098f502b9b7450c9127f5211321fc5b","request_id":"D6A41072-8D33-47A5-9026-565EA742F9D3","task_id":"T-6a969b185f0388e9507444a1"}','c6098f502b9b7450c9127f5211321fc5b','T-6a969b185f0388e9507444a1','','',0,'{"phases":["admit","apply","reply"],"unmet":{},"cluster":null}','cn-beijing',3067612597,'Python-urllib/3.11');
INSERT INTO "call" VALUES(4398046511110,'B42B1E01-394C-41ED-B3F9-E48E23E636BB',1788255000000000,1795774762104559,596,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"flapping","size":2,"subnet_cidr":"172.28.5.0/24"}',202,'','{"cluster_id":"cfad9960cac2a4bfa9f5d95dc2eb2be4a","request_id":"B42B1E01-394C-41ED-B3F9-E48E23E636BB","task_id":"T-6a969b18341bc0c7842bed2d"}','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d','','',0,'{"phases":["admit","apply","reply"],"unmet":{},"cluster":null}','cn-beijing',1349438639,'Python-urllib/3.11');
INSERT INTO "call" VALUES(2305844108725321729,'BD268AF2-643A-4DE3-8684-41378B5A9EDF',1788253200000000,1795774760599780,268858,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"done","size":2,"subnet_cidr":"172.28.1.0/24"}',202,'','{"cluster_id":"c885406873e6a42179cc5da37f5383337","request_id":"BD268AF2-643A-4DE3-8684-41378B5A9EDF","task_id":"T-6a9694100d7fffbb63d19e12"}','c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12','','',0,'','cn-beijing',2692765329,'Python-urllib/3.11');
INSERT INTO "call" VALUES(2305844108725321730,'D8A4038C-9DB7-461D-9F2D-AF4906E7AA6B',1788253200000000,1795774760874292,512,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"leaving","size":1,"subnet_cidr":"172.28.2.0/24"}',202,'','{"cluster_id":"cfd30840104634889b2e4399feb861bc0","request_id":"D8A4038C-9DB7-461D-9F2D-AF4906E7AA6B","task_id":"T-6a9694102513061dffb812b1"}','cfd30840104634889b2e4399feb861bc0','T-6a9694102513061dffb812b1','','',0,'','cn-beijing',761461925,'Python-urllib/3.11');
INSERT INTO "call" VALUES(2305844108725321732,'209B911A-9B24-421C-AADE-9F673D1AA917',1788253456525547,1795774760897343,538,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"under-way","size":3,"subnet_cidr":"172.28.3.0/24"}',202,'','{"cluster_id":"cb451ffc6fb124936a36247e4b92fde4b","request_id":"209B911A-9B24-421C-AADE-9F673D1AA917","task_id":"T-6a969510c28d97fb76e383ce"}','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','','',0,'','cn-beijing',1905748599,'Python-urllib/3.11');
INSERT INTO "call" VALUES(2305844108725321733,'DD281D29-366E-4CD1-850B-6542059C77CD',1788253546525547,1795774760902427,3486,'ModifyClusterTags','POST','/clusters/c885406873e6a42179cc5da37f5383337/tags','[{"key":"a","value":"«1»"}]',200,'','{"cluster_id":"c885406873e6a42179cc5da37f5383337","request_id":"DD281D29-366E-4CD1-850B-6542059C77CD"}','c885406873e6a42179cc5da37f5383337','','','',0,'','cn-beijing',2772510880,'Python-urllib/3.11');
INSERT INTO "call" VALUES(2305844108725321734,'DFE5A2F7-51DA-4568-95C2-8EEF35D1FDE5',1788253546525547,1795774760907977,2396,'CreateClusterToken','POST','/clusters/c885406873e6a42179cc5da37f5383337/token','{"is_permanent":true,"expire":0}',200,'','***','c885406873e6a42179cc5da37f5383337','','is_permanent expire','',0,'','cn-beijing',7657957,'Python-urllib/3.11');
INSERT INTO "call" VALUES(2305844108725321735,'ED97DF5F-ED1A-43FD-941D-406EEF2E22D8',1788253546525547,1795774760912361,2449,'CreateTemplate','POST','/templates','{"name":"t","template":"web:\n  image: nginx\n"}',200,'','{"request_id":"ED97DF5F-ED1A-43FD-941D-406EEF2E22D8","template_id":"fcc878d4-5019-4700-8199-685104a96616"}','','','','',0,'','cn-beijing',2536024720,'Python-urllib/3.11');
INSERT INTO "call" VALUES(2305844108725321736,'925CB00C-5823-4396-942F-19D55B6E2A1B',1788253546525547,1795774760916491,14784,'ScaleCluster','PUT','/clusters/c885406873e6a42179cc5da37f5383337','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","size":4}',202,'','{"cluster_id":"c885406873e6a42179cc5da37f5383337","request_id":"925CB00C-5823-4396-942F-19D55B6E2A1B","task_id":"T-6a96956a7e2ad33107d36cf7"}','c885406873e6a42179cc5da37f5383337','T-6a96956a7e2ad33107d36cf7','network_mode vpc_id vswitch_id need_slb region_id','',0,'','cn-beijing',3351708611,'Python-urllib/3.11');
INSERT INTO "call" VALUES(2305844108725321737,'1B9077FA-E0E3-4B64-92C5-53002FF5130B',1788253546525547,1795774760933395,2555,'DeleteCluster','DELETE','/clusters/cfd30840104634889b2e4399feb861bc0','',202,'','{"cluster_id":"cfd30840104634889b2e4399feb861bc0","request_id":"1B9077FA-E0E3-4B64-92C5-53002FF5130B","task_id":"T-6a96956a4cee117cab205c86"}','cfd30840104634889b2e4399feb861bc0','T-6a96956a4cee117cab205c86','','',0,'','cn-beijing',2288857354,'Python-urllib/3.11');
INSERT INTO "call" VALUES(2305844108725321738,'394E74E3-FF56-47F6-B31B-FC0720307E0B',1788253546525547,1795774762116260,524,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"held","size":1,"subnet_cidr":"172.28.4.0/24"}',202,'','{"cluster_id":"cac2d4f4a9c76455b8bbf2c251d22702c","request_id":"394E74E3-FF56-47F6-B31B-FC0720307E0B","task_id":"T-6a96956a7bd245acf413c8d7"}','cac2d4f4a9c76455b8bbf2c251d22702c','T-6a96956a7bd245acf413c8d7','','',0,'','cn-beijing',4028318648,'Python-urllib/3.11');
INSERT INTO "call" VALUES(2305845208236949505,'E415E965-2E66-472A-921C-A38FE61391A2',1788253200000000,1795774760946349,430,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"polled","size":2,"subnet_cidr":"172.28.1.0/24"}',202,'','{"cluster_id":"ccb371448a65945acb1ae6470e77da023","request_id":"E415E965-2E66-472A-921C-A38FE61391A2","task_id":"T-6a9694109d01e7e155d71243"}','ccb371448a65945acb1ae6470e77da023','T-6a9694109d01e7e155d71243','','',0,'','cn-beijing',1020888965,'Python-urllib/3.11');
INSERT INTO "call" VALUES(2305846307748577281,'61B0BE27-1A65-46FC-8713-6CC2243DB459',1788253200000000,1795774761126038,573,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"stocked","size":1,"subnet_cidr":"172.28.1.0/24"}',202,'','{"cluster_id":"c5ca4a923bd774438a1369da9b236683d","request_id":"61B0BE27-1A65-46FC-8713-6CC2243DB459","task_id":"T-6a9694109d9cc22d093f0b06"}','c5ca4a923bd774438a1369da9b236683d','T-6a9694109d9cc22d093f0b06','','',0,'','cn-beijing',4037422563,'Python-urllib/3.11');
INSERT INTO "call" VALUES(2305846307748577282,'F71137EF-727F-4939-85A6-41CD0231442F',1788253260000000,1795774761131809,388,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"out-of-stock","size":1,"subnet_cidr":"172.28.2.0/24"}',202,'','{"cluster_id":"c14381095a03945b2bcb7661329b77bc8","request_id":"F71137EF-727F-4939-85A6-41CD0231442F","task_id":"T-6a96944c8b177c58c33517ce"}','c14381095a03945b2bcb7661329b77bc8','T-6a96944c8b177c58c33517ce','','',0,'','cn-beijing',4103910242,'Python-urllib/3.11');
INSERT INTO "call" VALUES(2305847407260205057,'2C3496A0-1D62-4256-A356-0F6744A5D59A',1788253200000000,1795774762082061,583,'DescribeApiVersion','GET','/version','',503,'ServiceUnavailable','{"RequestId":"2C3496A0-1D62-4256-A356-0F6744A5D59A","HostId":"cs.aliyuncs.com","Code":"ServiceUnavailable","Message":"The request has failed due to a temporary failure of the server."}','','','','refused:error',0,'{"phases":["admit"],"unmet":{},"cluster":null,"committed":{"is_done":false,"status":0,"code":"","answer":""}}','cn-beijing',1904787438,'Python-urllib/3.11');
INSERT INTO "call" VALUES(2305847407260205058,'6FC54DF3-808B-40F7-B63A-1B22A07B431F',1788253200000000,1795774762085588,871,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"done","size":1,"subnet_cidr":"172.28.1.0/24"}',202,'','{"cluster_id":"c9d727ba7236b4c7fb55b71ec5d6afa33","request_id":"6FC54DF3-808B-40F7-B63A-1B22A07B431F","task_id":"T-6a969410214d844f442ceb97"}','c9d727ba7236b4c7fb55b71ec5d6afa33','T-6a969410214d844f442ceb97','','',0,'{"phases":["admit","apply","reply"],"unmet":{},"cluster":null}','cn-beijing',1304757432,'Python-urllib/3.11');
INSERT INTO "call" VALUES(2305847407260205059,'B43F0A62-8CCB-4E41-ACAB-6A3E1970E904',1788255000000000,1795774762093905,684,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"slow","size":2,"subnet_cidr":"172.28.2.0/24"}',202,'','{"cluster_id":"ce38457e7437e409cb861b2c7e29e22a0","request_id":"B43F0A62-8CCB-4E41-ACAB-6A3E1970E904","task_id":"T-6a969b189551319a7cc728e1"}','ce38457e7437e409cb861b2c7e29e22a0','T-6a969b189551319a7cc728e1','','',0,'{"phases":["admit","apply","reply"],"unmet":{},"cluster":null}','cn-beijing',2363575689,'Python-urllib/3.11');
INSERT INTO "call" VALUES(2305847407260205060,'065DC8D3-8806-4794-A7B8-E4F79A1E86AA',1788255000000000,1795774762097510,697,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"failing","size":2,"subnet_cidr":"172.28.3.0/24"}',202,'','{"cluster_id":"ca936982081244d898a086ed1ba846fd6","request_id":"065DC8D3-8806-4794-A7B8-E4F79A1E86AA","task_id":"T-6a969b18f4cb63a817db2eef"}','ca936982081244d898a086ed1ba846fd6','T-6a969b18f4cb63a817db2eef','','',0,'{"phases":["admit","apply","reply"],"unmet":{},"cluster":null}','cn-beijing',1425671062,'Python-urllib/3.11');
INSERT INTO "call" VALUES(2305847407260205061,'D6A41072-8D33-47A5-9026-565EA742F9D3',1788255000000000,1795774762101128,674,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"stuck","size":2,"subnet_cidr":"172.28.4.0/24"}',202,'','{"cluster_id":"c6098f502b9b7450c9127f5211321fc5b","request_id":"D6A41072-8D33-47A5-9026-565EA742F9D3","task_id":"T-6a969b185f0388e9507444a1"}','c6098f502b9b7450c9127f5211321fc5b','T-6a969b185f0388e9507444a1','','',0,'{"phases":["admit","apply","reply"],"unmet":{},"cluster":null}','cn-beijing',3067612597,'Python-urllib/3.11');
INSERT INTO "call" VALUES(2305847407260205062,'B42B1E01-394C-41ED-B3F9-E48E23E636BB',1788255000000000,1795774762104559,596,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"flapping","size":2,"subnet_cidr":"172.28.5.0/24"}',202,'','{"cluster_id":"cfad9960cac2a4bfa9f5d95dc2eb2be4a","request_id":"B42B1E01-394C-41ED-B3F9-E48E23E636BB","task_id":"T-6a969b18341bc0c7842bed2d"}','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d','','',0,'{"phases":["admit","apply","reply"],"unmet":{},"cluster":null}','cn-beijing',1349438639,'Python-urllib/3.11');
CREATE TABLE call_segment (
    id INTEGER PRIMARY KEY,                 -- the tenant, and the number of the first call
    last INTEGER NOT NULL,                  -- the tenant, and the number of the last call
    first_at INTEGER NOT NULL,              -- virtual time
    last_at INTEGER NOT NULL,
    last_received INTEGER NOT NULL,         -- real time
    calls INTEGER NOT NULL,
    size INTEGER NOT NULL,                  -- bytes of the content and of the texts
    checksum INTEGER NOT NULL,              -- of all but the texts, whose own is in the content
    content BLOB NOT NULL,                  -- JSON: the calls
    texts BLOB NOT NULL                     -- what was sent and answered: last, to be left out
) STRICT;
INSERT INTO "call_segment" VALUES(1099511627779,1099511627779,1788253456525547,1788253456525547,1795774760895596,1,1150,2767083218,X'7B226669656C6473223A5B226F7065726174696F6E222C226D6574686F64222C22746172676574222C22626F6479222C22737461747573222C22636F6465222C22616E73776572222C22636C75737465725F6964222C227461736B5F6964222C22756E72656164222C226661756C7473222C2272657472795F6166746572222C22636F6E73696465726564222C22726567696F6E5F6964222C22757365725F6167656E74225D2C22736861706573223A5B5B22437265617465436C7573746572222C22504F5354222C222F636C757374657273222C302C3430302C224D697373696E67506172616D65746572222C312C22222C22222C22222C22222C302C322C22636E2D6265696A696E67222C22507974686F6E2D75726C6C69622F332E3131225D5D2C2263616C6C73223A5B5B302C2242453131303936412D363944452D343435362D413745312D374441373543353936433837222C302C302C3137382C305D5D2C2273696E6365223A5B313738383235333435363532353534372C313739353737343736303839353539365D2C22656E6473223A5B3239302C3731312C3731315D2C227465787473223A323134393435393737327D',X'7B22696E7374616E63655F74797065223A226563732E6E312E736D616C6C222C226E6574776F726B5F6D6F6465223A22767063222C227670635F6964223A227670632D327A6564656661756C74222C22767377697463685F6964223A227673772D327A6564656661756C7462222C2270617373776F7264223A222A2A2A222C22646174615F6469736B5F63617465676F7279223A22636C6F75645F737364222C22646174615F6469736B5F73697A65223A34302C226E6565645F736C62223A747275652C22696F5F6F7074696D697A6564223A226F7074696D697A6564222C2272656C656173655F6569705F666C6167223A66616C73652C22726567696F6E5F6964223A22636E2D6265696A696E67222C226E616D65223A2272656675736564227D7B22526571756573744964223A2242453131303936412D363944452D343435362D413745312D374441373543353936433837222C22486F73744964223A2263732E616C6979756E63732E636F6D222C22436F6465223A224D697373696E67506172616D65746572222C224D657373616765223A224D697373696E67506172616D657465723A2054686520696E70757420706172616D65746572205C2273697A655C222074686174206973206D616E6461746F727920666F722070726F63657373696E6720746869732072657175657374206973206E6F7420737570706C6965642E222C22636F6465223A224D697373696E67506172616D65746572222C226D657373616765223A2254686520696E70757420706172616D65746572205C2273697A655C222074686174206973206D616E6461746F727920666F722070726F63657373696E6720746869732072657175657374206973206E6F7420737570706C6965642E222C22726571756573744964223A2242453131303936412D363944452D343435362D413745312D374441373543353936433837222C22737461747573223A3430307D');
INSERT INTO "call_segment" VALUES(2199023255554,2199023255554,1788253200000000,1788253200000000,1795774760948593,1,1046,42762040,X'7B226669656C6473223A5B226F7065726174696F6E222C226D6574686F64222C22746172676574222C22626F6479222C22737461747573222C22636F6465222C22616E73776572222C22636C75737465725F6964222C227461736B5F6964222C22756E72656164222C226661756C7473222C2272657472795F6166746572222C22636F6E73696465726564222C22726567696F6E5F6964222C22757365725F6167656E74225D2C22736861706573223A5B5B224465736372696265436C757374657273222C22474554222C222F636C757374657273222C302C3230302C22222C312C22222C22222C22222C22222C302C302C22636E2D6265696A696E67222C22507974686F6E2D75726C6C69622F332E3131225D5D2C2263616C6C73223A5B5B302C2236423042444646302D344333452D344244312D424239452D423833423142413133453135222C302C302C3831352C305D5D2C2273696E6365223A5B313738383235333230303030303030302C313739353737343736303934383539335D2C22656E6473223A5B302C3632375D2C227465787473223A313932343635343731337D',X'5B7B226167656E745F76657273696F6E223A22302E372D62666538626466222C22636C75737465725F6964223A22636362333731343438613635393435616362316165363437306537376461303233222C22636C75737465725F74797065223A22616C6979756E222C2263726561746564223A22323032362D30392D30315430393A30303A30305A222C22646174615F6469736B5F63617465676F7279223A22636C6F75645F737364222C22646174615F6469736B5F73697A65223A34302C22646F636B65725F76657273696F6E223A2231372E30362E322D63652D33222C226572725F6D7367223A22222C2265787465726E616C5F6C6F616462616C616E6365725F6964223A22222C22696E7374616E63655F74797065223A226563732E6E312E736D616C6C222C226D61737465725F75726C223A22222C226E616D65223A22706F6C6C6564222C226E6574776F726B5F6D6F6465223A22767063222C226E6F64655F737461747573223A227B5C226865616C74685C223A302C5C22756E6865616C74685C223A307D222C22726567696F6E5F6964223A22636E2D6265696A696E67222C2273656375726974795F67726F75705F6964223A22222C2273697A65223A322C227374617465223A22696E697469616C222C227375626E65745F63696472223A223137322E32382E312E302F3234222C2274616773223A5B5D2C2275706461746564223A22323032362D30392D30315430393A30303A30305A222C227670635F6964223A227670632D327A6564656661756C74222C22767377697463685F6964223A227673772D327A6564656661756C7462222C227A6F6E655F6964223A22636E2D6265696A696E672D62227D5D');
INSERT INTO "call_segment" VALUES(2305844108725321731,2305844108725321731,1788253456525547,1788253456525547,1795774760895596,1,1150,2767083218,X'7B226669656C6473223A5B226F7065726174696F6E222C226D6574686F64222C22746172676574222C22626F6479222C22737461747573222C22636F6465222C22616E73776572222C22636C75737465725F6964222C227461736B5F6964222C22756E72656164222C226661756C7473222C2272657472795F6166746572222C22636F6E73696465726564222C22726567696F6E5F6964222C22757365725F6167656E74225D2C22736861706573223A5B5B22437265617465436C7573746572222C22504F5354222C222F636C757374657273222C302C3430302C224D697373696E67506172616D65746572222C312C22222C22222C22222C22222C302C322C22636E2D6265696A696E67222C22507974686F6E2D75726C6C69622F332E3131225D5D2C2263616C6C73223A5B5B302C2242453131303936412D363944452D343435362D413745312D374441373543353936433837222C302C302C3137382C305D5D2C2273696E6365223A5B313738383235333435363532353534372C313739353737343736303839353539365D2C22656E6473223A5B3239302C3731312C3731315D2C227465787473223A323134393435393737327D',X'7B22696E7374616E63655F74797065223A226563732E6E312E736D616C6C222C226E6574776F726B5F6D6F6465223A22767063222C227670635F6964223A227670632D327A6564656661756C74222C22767377697463685F6964223A227673772D327A6564656661756C7462222C2270617373776F7264223A222A2A2A222C22646174615F6469736B5F63617465676F7279223A22636C6F75645F737364222C22646174615F6469736B5F73697A65223A34302C226E6565645F736C62223A747275652C22696F5F6F7074696D697A6564223A226F7074696D697A6564222C2272656C656173655F6569705F666C6167223A66616C73652C22726567696F6E5F6964223A22636E2D6265696A696E67222C226E616D65223A2272656675736564227D7B22526571756573744964223A2242453131303936412D363944452D343435362D413745312D374441373543353936433837222C22486F73744964223A2263732E616C6979756E63732E636F6D222C22436F6465223A224D697373696E67506172616D65746572222C224D657373616765223A224D697373696E67506172616D657465723A2054686520696E70757420706172616D65746572205C2273697A655C222074686174206973206D616E6461746F727920666F722070726F63657373696E6720746869732072657175657374206973206E6F7420737570706C6965642E222C22636F6465223A224D697373696E67506172616D65746572222C226D657373616765223A2254686520696E70757420706172616D65746572205C2273697A655C222074686174206973206D616E6461746F727920666F722070726F63657373696E6720746869732072657175657374206973206E6F7420737570706C6965642E222C22726571756573744964223A2242453131303936412D363944452D343435362D413745312D374441373543353936433837222C22737461747573223A3430307D');
INSERT INTO "call_segment" VALUES(2305845208236949506,2305845208236949506,1788253200000000,1788253200000000,1795774760948593,1,1046,42762040,X'7B226669656C6473223A5B226F7065726174696F6E222C226D6574686F64222C22746172676574222C22626F6479222C22737461747573222C22636F6465222C22616E73776572222C22636C75737465725F6964222C227461736B5F6964222C22756E72656164222C226661756C7473222C2272657472795F6166746572222C22636F6E73696465726564222C22726567696F6E5F6964222C22757365725F6167656E74225D2C22736861706573223A5B5B224465736372696265436C757374657273222C22474554222C222F636C757374657273222C302C3230302C22222C312C22222C22222C22222C22222C302C302C22636E2D6265696A696E67222C22507974686F6E2D75726C6C69622F332E3131225D5D2C2263616C6C73223A5B5B302C2236423042444646302D344333452D344244312D424239452D423833423142413133453135222C302C302C3831352C305D5D2C2273696E6365223A5B313738383235333230303030303030302C313739353737343736303934383539335D2C22656E6473223A5B302C3632375D2C227465787473223A313932343635343731337D',X'5B7B226167656E745F76657273696F6E223A22302E372D62666538626466222C22636C75737465725F6964223A22636362333731343438613635393435616362316165363437306537376461303233222C22636C75737465725F74797065223A22616C6979756E222C2263726561746564223A22323032362D30392D30315430393A30303A30305A222C22646174615F6469736B5F63617465676F7279223A22636C6F75645F737364222C22646174615F6469736B5F73697A65223A34302C22646F636B65725F76657273696F6E223A2231372E30362E322D63652D33222C226572725F6D7367223A22222C2265787465726E616C5F6C6F616462616C616E6365725F6964223A22222C22696E7374616E63655F74797065223A226563732E6E312E736D616C6C222C226D61737465725F75726C223A22222C226E616D65223A22706F6C6C6564222C226E6574776F726B5F6D6F6465223A22767063222C226E6F64655F737461747573223A227B5C226865616C74685C223A302C5C22756E6865616C74685C223A307D222C22726567696F6E5F6964223A22636E2D6265696A696E67222C2273656375726974795F67726F75705F6964223A22222C2273697A65223A322C227374617465223A22696E697469616C222C227375626E65745F63696472223A223137322E32382E312E302F3234222C2274616773223A5B5D2C2275706461746564223A22323032362D30392D30315430393A30303A30305A222C227670635F6964223A227670632D327A6564656661756C74222C22767377697463685F6964223A227673772D327A6564656661756C7462222C227A6F6E655F6964223A22636E2D6265696A696E672D62227D5D');
CREATE TABLE client_token (
    id INTEGER PRIMARY KEY,
    token TEXT NOT NULL,
    operation TEXT NOT NULL,
    digest TEXT NOT NULL,                   -- of the body that it was first sent with
    answer TEXT NOT NULL,                   -- JSON: what the first call was answered with
    created INTEGER NOT NULL,
    checksum INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE "cluster" (
    id INTEGER PRIMARY KEY,
    cluster_id TEXT NOT NULL,
    cluster_type TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    size INTEGER NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    region_id TEXT NOT NULL,
    zone_id TEXT NOT NULL,
    vpc_id TEXT NOT NULL,
    vswitch_id TEXT NOT NULL,
    container_cidr TEXT NOT NULL,           -- empty without container addresses in the VPC
    security_group_id TEXT NOT NULL,
    external_loadbalancer_id TEXT NOT NULL,
    master_url TEXT NOT NULL,
    error_message TEXT NOT NULL,
    nodes_made INTEGER NOT NULL DEFAULT 0,  -- the number of the cluster's last node
    tags TEXT NOT NULL DEFAULT '[]',        -- JSON array of objects with key and value
    properties TEXT NOT NULL DEFAULT '{}'   -- JSON: what only clusters of this type have, by name
, checksum INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "cluster" VALUES(1099511627777,'c885406873e6a42179cc5da37f5383337','swarm','done','scaling',2,1788253200000000,1788253546525547,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.1.0/24','sg-2zef63vvhtidnu8isihv','lb-2ze1jv4wz74u1vr9i8g0','https://198.51.100.235:17161','',4,'[{"key":"a","value":"«1»"}]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}',843302128);
INSERT INTO "cluster" VALUES(1099511627782,'cfd30840104634889b2e4399feb861bc0','swarm','leaving','deleting',1,1788253200000000,1788253546525547,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.2.0/24','sg-2zem5ywxvpp3ex6lft5w','lb-2zevftvqldek9c9m9ipj','https://203.0.113.120:21378','',1,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}',2569065092);
INSERT INTO "cluster" VALUES(1099511627833,'cb451ffc6fb124936a36247e4b92fde4b','swarm','under-way','initial',3,1788253456525547,1788253464774894,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.3.0/24','sg-2zer6bynnsehs64864i1','lb-2zeg3kyev81ah8aj7m4x','','',3,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}',1401995355);
INSERT INTO "cluster" VALUES(1099511627883,'cac2d4f4a9c76455b8bbf2c251d22702c','swarm','held','initial',1,1788253546525547,1788253558580811,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.4.0/24','sg-2zeiq9dofghpitt8bvw7','lb-2ze1r6kavwypg6ho27jn','','',1,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}',4036631751);
INSERT INTO "cluster" VALUES(2199023255553,'ccb371448a65945acb1ae6470e77da023','swarm','polled','initial',2,1788253200000000,1788253200000000,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.1.0/24','','','','',0,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}',3851311771);
INSERT INTO "cluster" VALUES(3298534883331,'c5ca4a923bd774438a1369da9b236683d','swarm','stocked','initial',1,1788253200000000,1788253214592172,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.1.0/24','sg-2ze1h8se6qacjactjuzd','lb-2ze0c0kyj8glm2iz1kds','','',1,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}',3142174531);
INSERT INTO "cluster" VALUES(3298534883349,'c14381095a03945b2bcb7661329b77bc8','swarm','out-of-stock','initial',1,1788253260000000,1788253260000000,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.2.0/24','','','','',0,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}',1703760712);
INSERT INTO "cluster" VALUES(4398046511109,'c9d727ba7236b4c7fb55b71ec5d6afa33','swarm','done','running',1,1788253200000000,1788253421049490,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.1.0/24','sg-2zesntxf951qty0c5cun','lb-2zerznrso6nw750siwy6','https://203.0.113.142:17230','',1,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}',620431523);
INSERT INTO "cluster" VALUES(4398046511132,'ce38457e7437e409cb861b2c7e29e22a0','swarm','slow','initial',2,1788255000000000,1788255007510501,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.2.0/24','sg-2zemesn7iwjhd8zpmgly','lb-2ze865o4i589rrfobsu6','','',2,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}',1102154542);
INSERT INTO "cluster" VALUES(4398046511137,'ca936982081244d898a086ed1ba846fd6','swarm','failing','initial',2,1788255000000000,1788255008803449,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.3.0/24','sg-2ze66xiqp1pa9b03bohe','lb-2ze0cucc86oaevam1skl','','',2,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}',696297829);
INSERT INTO "cluster" VALUES(4398046511142,'c6098f502b9b7450c9127f5211321fc5b','swarm','stuck','initial',2,1788255000000000,1788255012860399,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.4.0/24','sg-2zen88uqzy1fcpp1nx1w','lb-2zesyx28oi6e6e7im1qg','','',2,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}',4068883299);
INSERT INTO "cluster" VALUES(4398046511147,'cfad9960cac2a4bfa9f5d95dc2eb2be4a','swarm','flapping','initial',2,1788255000000000,1788255006366233,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.5.0/24','sg-2zeciuzo9qzg89s4wos2','lb-2ze3rmdox9142biae4pm','','',2,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}',3618861459);
INSERT INTO "cluster" VALUES(2305844108725321729,'c885406873e6a42179cc5da37f5383337','swarm','done','scaling',2,1788253200000000,1788253546525547,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.1.0/24','sg-2zef63vvhtidnu8isihv','lb-2ze1jv4wz74u1vr9i8g0','https://198.51.100.235:17161','',4,'[{"key":"a","value":"«1»"}]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}',843302128);
INSERT INTO "cluster" VALUES(2305844108725321734,'cfd30840104634889b2e4399feb861bc0','swarm','leaving','deleting',1,1788253200000000,1788253546525547,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.2.0/24','sg-2zem5ywxvpp3ex6lft5w','lb-2zevftvqldek9c9m9ipj','https://203.0.113.120:21378','',1,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}',2569065092);
INSERT INTO "cluster" VALUES(2305844108725321785,'cb451ffc6fb124936a36247e4b92fde4b','swarm','under-way','initial',3,1788253456525547,1788253464774894,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.3.0/24','sg-2zer6bynnsehs64864i1','lb-2zeg3kyev81ah8aj7m4x','','',3,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}',1401995355);
INSERT INTO "cluster" VALUES(2305844108725321835,'cac2d4f4a9c76455b8bbf2c251d22702c','swarm','held','initial',1,1788253546525547,1788253558580811,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.4.0/24','sg-2zeiq9dofghpitt8bvw7','lb-2ze1r6kavwypg6ho27jn','','',1,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}',4036631751);
INSERT INTO "cluster" VALUES(2305845208236949505,'ccb371448a65945acb1ae6470e77da023','swarm','polled','initial',2,1788253200000000,1788253200000000,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.1.0/24','','','','',0,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}',3851311771);
INSERT INTO "cluster" VALUES(2305846307748577283,'c5ca4a923bd774438a1369da9b236683d','swarm','stocked','initial',1,1788253200000000,1788253214592172,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.1.0/24','sg-2ze1h8se6qacjactjuzd','lb-2ze0c0kyj8glm2iz1kds','','',1,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}',3142174531);
INSERT INTO "cluster" VALUES(2305846307748577301,'c14381095a03945b2bcb7661329b77bc8','swarm','out-of-stock','initial',1,1788253260000000,1788253260000000,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.2.0/24','','','','',0,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}',1703760712);
INSERT INTO "cluster" VALUES(2305847407260205061,'c9d727ba7236b4c7fb55b71ec5d6afa33','swarm','done','running',1,1788253200000000,1788253421049490,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.1.0/24','sg-2zesntxf951qty0c5cun','lb-2zerznrso6nw750siwy6','https://203.0.113.142:17230','',1,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}',620431523);
INSERT INTO "cluster" VALUES(2305847407260205084,'ce38457e7437e409cb861b2c7e29e22a0','swarm','slow','initial',2,1788255000000000,1788255007510501,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.2.0/24','sg-2zemesn7iwjhd8zpmgly','lb-2ze865o4i589rrfobsu6','','',2,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}',1102154542);
INSERT INTO "cluster" VALUES(2305847407260205089,'ca936982081244d898a086ed1ba846fd6','swarm','failing','initial',2,1788255000000000,1788255008803449,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.3.0/24','sg-2ze66xiqp1pa9b03bohe','lb-2ze0cucc86oaevam1skl','','',2,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}',696297829);
INSERT INTO "cluster" VALUES(2305847407260205094,'c6098f502b9b7450c9127f5211321fc5b','swarm','stuck','initial',2,1788255000000000,1788255012860399,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.4.0/24','sg-2zen88uqzy1fcpp1nx1w','lb-2zesyx28oi6e6e7im1qg','','',2,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}',4068883299);
INSERT INTO "cluster" VALUES(2305847407260205099,'cfad9960cac2a4bfa9f5d95dc2eb2be4a','swarm','flapping','initial',2,1788255000000000,1788255006366233,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.5.0/24','sg-2zeciuzo9qzg89s4wos2','lb-2ze3rmdox9142biae4pm','','',2,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}',3618861459);
CREATE TABLE cluster_entry (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,                      -- cluster_id/kind/name
    cluster_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,                    -- JSON
    created INTEGER NOT NULL,
    checksum INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE commit_log (
    id INTEGER PRIMARY KEY,
    tenant INTEGER NOT NULL,
    content BLOB NOT NULL,                  -- JSON: what to put into the tables, and what to drop
    checksum INTEGER NOT NULL
) STRICT;
CREATE TABLE custom_image (
    id INTEGER PRIMARY KEY,
    image_id TEXT NOT NULL,
    region_id TEXT NOT NULL,
    os TEXT NOT NULL,
    version TEXT NOT NULL,
    kernel TEXT NOT NULL,         -- empty where nothing is known of it
    size_gib INTEGER NOT NULL,
    adopted INTEGER NOT NULL
, checksum INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,          -- virtual time
    rule TEXT NOT NULL,
    phase TEXT NOT NULL,
    kind TEXT NOT NULL,
    operation TEXT NOT NULL,
    stage TEXT NOT NULL,
    cluster TEXT NOT NULL,        -- its name
    cluster_id TEXT NOT NULL,
    task_id TEXT NOT NULL,
    instance_id TEXT NOT NULL,
    request_id TEXT NOT NULL,
    matched INTEGER NOT NULL,
    draw TEXT NOT NULL,           -- empty without a probability
    outcome TEXT NOT NULL         -- 'fired', or why not
, checksum INTEGER NOT NULL DEFAULT 0, pod TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "decision" VALUES(4398046511108,1788253200000000,'refused','admit','error','DescribeApiVersion','','','','','','2C3496A0-1D62-4256-A356-0F6744A5D59A',1,'','fired',1682244320,'');
INSERT INTO "decision" VALUES(4398046511189,1788255012860399,'held','provision','stuck','CreateCluster','ecs','stuck','c6098f502b9b7450c9127f5211321fc5b','T-6a969b185f0388e9507444a1','i-2ze9779m83hs674s7dav','',1,'','fired',4108089974,'');
INSERT INTO "decision" VALUES(4398046511191,1788255012860399,'held','provision','stuck','CreateCluster','ecs','stuck','c6098f502b9b7450c9127f5211321fc5b','T-6a969b185f0388e9507444a1','i-2zeqrya3yp8gmkfshwt5','',2,'','fired',580518543,'');
INSERT INTO "decision" VALUES(4398046511208,1788255052971430,'slow-address','provision','slow','CreateCluster','eip','slow','ce38457e7437e409cb861b2c7e29e22a0','T-6a969b189551319a7cc728e1','i-2ze51k01nrg4uk5e07xw','',1,'','fired',462912332,'');
INSERT INTO "decision" VALUES(4398046511216,1788255057679176,'no-init','provision','fail','CreateCluster','init','failing','ca936982081244d898a086ed1ba846fd6','T-6a969b18f4cb63a817db2eef','i-2zed8hk4kzn7oykqkk8g','',1,'','fired',2974397775,'');
INSERT INTO "decision" VALUES(4398046511218,1788255059101575,'slow-address','provision','slow','CreateCluster','eip','slow','ce38457e7437e409cb861b2c7e29e22a0','T-6a969b189551319a7cc728e1','i-2zeu2d8aryvhw9z3vban','',2,'','fired',3353899713,'');
INSERT INTO "decision" VALUES(4398046511221,1788255059149988,'comes-and-goes','provision','flapping','CreateCluster','init','flapping','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d','i-2zep5936frsv3wru237i','',1,'','fired',2462605176,'');
INSERT INTO "decision" VALUES(4398046511225,1788255061647213,'no-init','provision','fail','CreateCluster','init','failing','ca936982081244d898a086ed1ba846fd6','T-6a969b18f4cb63a817db2eef','i-2zenk7687ogqprgqg79m','',2,'','fired',800947255,'');
INSERT INTO "decision" VALUES(4398046511229,1788255078967741,'comes-and-goes','provision','flapping','CreateCluster','init','flapping','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d','i-2zen7mcvht64gxvi1d7o','',2,'','fired',1688968080,'');
INSERT INTO "decision" VALUES(2305847407260205060,1788253200000000,'refused','admit','error','DescribeApiVersion','','','','','','2C3496A0-1D62-4256-A356-0F6744A5D59A',1,'','fired',1682244320,'');
INSERT INTO "decision" VALUES(2305847407260205141,1788255012860399,'held','provision','stuck','CreateCluster','ecs','stuck','c6098f502b9b7450c9127f5211321fc5b','T-6a969b185f0388e9507444a1','i-2ze9779m83hs674s7dav','',1,'','fired',4108089974,'');
INSERT INTO "decision" VALUES(2305847407260205143,1788255012860399,'held','provision','stuck','CreateCluster','ecs','stuck','c6098f502b9b7450c9127f5211321fc5b','T-6a969b185f0388e9507444a1','i-2zeqrya3yp8gmkfshwt5','',2,'','fired',580518543,'');
INSERT INTO "decision" VALUES(2305847407260205160,1788255052971430,'slow-address','provision','slow','CreateCluster','eip','slow','ce38457e7437e409cb861b2c7e29e22a0','T-6a969b189551319a7cc728e1','i-2ze51k01nrg4uk5e07xw','',1,'','fired',462912332,'');
INSERT INTO "decision" VALUES(2305847407260205168,1788255057679176,'no-init','provision','fail','CreateCluster','init','failing','ca936982081244d898a086ed1ba846fd6','T-6a969b18f4cb63a817db2eef','i-2zed8hk4kzn7oykqkk8g','',1,'','fired',2974397775,'');
INSERT INTO "decision" VALUES(2305847407260205170,1788255059101575,'slow-address','provision','slow','CreateCluster','eip','slow','ce38457e7437e409cb861b2c7e29e22a0','T-6a969b189551319a7cc728e1','i-2zeu2d8aryvhw9z3vban','',2,'','fired',3353899713,'');
INSERT INTO "decision" VALUES(2305847407260205173,1788255059149988,'comes-and-goes','provision','flapping','CreateCluster','init','flapping','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d','i-2zep5936frsv3wru237i','',1,'','fired',2462605176,'');
INSERT INTO "decision" VALUES(2305847407260205177,1788255061647213,'no-init','provision','fail','CreateCluster','init','failing','ca936982081244d898a086ed1ba846fd6','T-6a969b18f4cb63a817db2eef','i-2zenk7687ogqprgqg79m','',2,'','fired',800947255,'');
INSERT INTO "decision" VALUES(2305847407260205181,1788255078967741,'comes-and-goes','provision','flapping','CreateCluster','init','flapping','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d','i-2zen7mcvht64gxvi1d7o','',2,'','fired',1688968080,'');
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    cluster INTEGER NOT NULL,     -- the cluster's serial
    cluster_id TEXT NOT NULL,
    task_id TEXT NOT NULL,
    time INTEGER NOT NULL,
    type TEXT NOT NULL,
    level TEXT NOT NULL,
    reason TEXT NOT NULL,
    message TEXT NOT NULL
, checksum INTEGER NOT NULL DEFAULT 0, region_id TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "event" VALUES(1099511627780,1,'c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12',1788253200000000,'cluster_create','info','Started','Start to create cluster',4129942151,'cn-beijing');
INSERT INTO "event" VALUES(1099511627785,6,'cfd30840104634889b2e4399feb861bc0','T-6a9694102513061dffb812b1',1788253200000000,'cluster_create','info','Started','Start to create cluster',1234014829,'cn-beijing');
INSERT INTO "event" VALUES(1099511627825,6,'cfd30840104634889b2e4399feb861bc0','T-6a9694102513061dffb812b1',1788253387009908,'cluster_create','info','Succeeded','start to update cluster status to CREATE_COMPLETE',1391642484,'cn-beijing');
INSERT INTO "event" VALUES(1099511627832,1,'c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12',1788253456525547,'cluster_create','info','Succeeded','start to update cluster status to CREATE_COMPLETE',2655257912,'cn-beijing');
INSERT INTO "event" VALUES(1099511627836,57,'cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce',1788253456525547,'cluster_create','info','Started','Start to create cluster',1962465002,'cn-beijing');
INSERT INTO "event" VALUES(1099511627867,1,'c885406873e6a42179cc5da37f5383337','',1788253546525547,'cluster_modify','info','Succeeded','Set 1 tags',2925837319,'cn-beijing');
INSERT INTO "event" VALUES(1099511627875,1,'c885406873e6a42179cc5da37f5383337','T-6a96956a7e2ad33107d36cf7',1788253546525547,'cluster_scaleout','info','Started','Start to scale cluster',1034051849,'cn-beijing');
INSERT INTO "event" VALUES(1099511627881,6,'cfd30840104634889b2e4399feb861bc0','T-6a96956a4cee117cab205c86',1788253546525547,'cluster_delete','info','Started','Start to delete cluster',1203534753,'cn-beijing');
INSERT INTO "event" VALUES(1099511627886,107,'cac2d4f4a9c76455b8bbf2c251d22702c','T-6a96956a7bd245acf413c8d7',1788253546525547,'cluster_create','info','Started','Start to create cluster',3145859294,'cn-beijing');
INSERT INTO "event" VALUES(2199023255556,1,'ccb371448a65945acb1ae6470e77da023','T-6a9694109d01e7e155d71243',1788253200000000,'cluster_create','info','Started','Start to create cluster',3419821353,'cn-beijing');
INSERT INTO "event" VALUES(3298534883334,3,'c5ca4a923bd774438a1369da9b236683d','T-6a9694109d9cc22d093f0b06',1788253200000000,'cluster_create','info','Started','Start to create cluster',2821220185,'cn-beijing');
INSERT INTO "event" VALUES(3298534883352,21,'c14381095a03945b2bcb7661329b77bc8','T-6a96944c8b177c58c33517ce',1788253260000000,'cluster_create','info','Started','Start to create cluster',872202074,'cn-beijing');
INSERT INTO "event" VALUES(4398046511112,5,'c9d727ba7236b4c7fb55b71ec5d6afa33','T-6a969410214d844f442ceb97',1788253200000000,'cluster_create','info','Started','Start to create cluster',1103204778,'cn-beijing');
INSERT INTO "event" VALUES(4398046511131,5,'c9d727ba7236b4c7fb55b71ec5d6afa33','T-6a969410214d844f442ceb97',1788253421049490,'cluster_create','info','Succeeded','start to update cluster status to CREATE_COMPLETE',1631573196,'cn-beijing');
INSERT INTO "event" VALUES(4398046511135,28,'ce38457e7437e409cb861b2c7e29e22a0','T-6a969b189551319a7cc728e1',1788255000000000,'cluster_create','info','Started','Start to create cluster',2698229846,'cn-beijing');
INSERT INTO "event" VALUES(4398046511140,33,'ca936982081244d898a086ed1ba846fd6','T-6a969b18f4cb63a817db2eef',1788255000000000,'cluster_create','info','Started','Start to create cluster',1022653230,'cn-beijing');
INSERT INTO "event" VALUES(4398046511145,38,'c6098f502b9b7450c9127f5211321fc5b','T-6a969b185f0388e9507444a1',1788255000000000,'cluster_create','info','Started','Start to create cluster',1223139707,'cn-beijing');
INSERT INTO "event" VALUES(4398046511150,43,'cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d',1788255000000000,'cluster_create','info','Started','Start to create cluster',2935019087,'cn-beijing');
INSERT INTO "event" VALUES(2305844108725321732,1,'c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12',1788253200000000,'cluster_create','info','Started','Start to create cluster',4129942151,'cn-beijing');
INSERT INTO "event" VALUES(2305844108725321737,6,'cfd30840104634889b2e4399feb861bc0','T-6a9694102513061dffb812b1',1788253200000000,'cluster_create','info','Started','Start to create cluster',1234014829,'cn-beijing');
INSERT INTO "event" VALUES(2305844108725321777,6,'cfd30840104634889b2e4399feb861bc0','T-6a9694102513061dffb812b1',1788253387009908,'cluster_create','info','Succeeded','start to update cluster status to CREATE_COMPLETE',1391642484,'cn-beijing');
INSERT INTO "event" VALUES(2305844108725321784,1,'c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12',1788253456525547,'cluster_create','info','Succeeded','start to update cluster status to CREATE_COMPLETE',2655257912,'cn-beijing');
INSERT INTO "event" VALUES(2305844108725321788,57,'cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce',1788253456525547,'cluster_create','info','Started','Start to create cluster',1962465002,'cn-beijing');
INSERT INTO "event" VALUES(2305844108725321819,1,'c885406873e6a42179cc5da37f5383337','',1788253546525547,'cluster_modify','info','Succeeded','Set 1 tags',2925837319,'cn-beijing');
INSERT INTO "event" VALUES(2305844108725321827,1,'c885406873e6a42179cc5da37f5383337','T-6a96956a7e2ad33107d36cf7',1788253546525547,'cluster_scaleout','info','Started','Start to scale cluster',1034051849,'cn-beijing');
INSERT INTO "event" VALUES(2305844108725321833,6,'cfd30840104634889b2e4399feb861bc0','T-6a96956a4cee117cab205c86',1788253546525547,'cluster_delete','info','Started','Start to delete cluster',1203534753,'cn-beijing');
INSERT INTO "event" VALUES(2305844108725321838,107,'cac2d4f4a9c76455b8bbf2c251d22702c','T-6a96956a7bd245acf413c8d7',1788253546525547,'cluster_create','info','Started','Start to create cluster',3145859294,'cn-beijing');
INSERT INTO "event" VALUES(2305845208236949508,1,'ccb371448a65945acb1ae6470e77da023','T-6a9694109d01e7e155d71243',1788253200000000,'cluster_create','info','Started','Start to create cluster',3419821353,'cn-beijing');
INSERT INTO "event" VALUES(2305846307748577286,3,'c5ca4a923bd774438a1369da9b236683d','T-6a9694109d9cc22d093f0b06',1788253200000000,'cluster_create','info','Started','Start to create cluster',2821220185,'cn-beijing');
INSERT INTO "event" VALUES(2305846307748577304,21,'c14381095a03945b2bcb7661329b77bc8','T-6a96944c8b177c58c33517ce',1788253260000000,'cluster_create','info','Started','Start to create cluster',872202074,'cn-beijing');
INSERT INTO "event" VALUES(2305847407260205064,5,'c9d727ba7236b4c7fb55b71ec5d6afa33','T-6a969410214d844f442ceb97',1788253200000000,'cluster_create','info','Started','Start to create cluster',1103204778,'cn-beijing');
INSERT INTO "event" VALUES(2305847407260205083,5,'c9d727ba7236b4c7fb55b71ec5d6afa33','T-6a969410214d844f442ceb97',1788253421049490,'cluster_create','info','Succeeded','start to update cluster status to CREATE_COMPLETE',1631573196,'cn-beijing');
INSERT INTO "event" VALUES(2305847407260205087,28,'ce38457e7437e409cb861b2c7e29e22a0','T-6a969b189551319a7cc728e1',1788255000000000,'cluster_create','info','Started','Start to create cluster',2698229846,'cn-beijing');
INSERT INTO "event" VALUES(2305847407260205092,33,'ca936982081244d898a086ed1ba846fd6','T-6a969b18f4cb63a817db2eef',1788255000000000,'cluster_create','info','Started','Start to create cluster',1022653230,'cn-beijing');
INSERT INTO "event" VALUES(2305847407260205097,38,'c6098f502b9b7450c9127f5211321fc5b','T-6a969b185f0388e9507444a1',1788255000000000,'cluster_create','info','Started','Start to create cluster',1223139707,'cn-beijing');
INSERT INTO "event" VALUES(2305847407260205102,43,'cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d',1788255000000000,'cluster_create','info','Started','Start to create cluster',2935019087,'cn-beijing');
CREATE TABLE instance (
    id INTEGER PRIMARY KEY,
    instance_id TEXT NOT NULL,
    region_id TEXT NOT NULL,
    zone_id TEXT NOT NULL,
    network_type TEXT NOT NULL,
    vpc_id TEXT NOT NULL,
    vswitch_id TEXT NOT NULL,
    instance_type TEXT NOT NULL,
    ecs_image_id TEXT NOT NULL,
    ip_address TEXT NOT NULL,
    eip_address TEXT NOT NULL,    -- empty without one
    charge_type TEXT NOT NULL,
    is_released INTEGER NOT NULL
, checksum INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE kubernetes_object (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,                      -- cluster_id/resource/namespace/name
    cluster_id TEXT NOT NULL,
    resource TEXT NOT NULL,                 -- such as deployments.apps
    namespace TEXT NOT NULL,                -- '' for an object that is in none
    name TEXT NOT NULL,
    uid TEXT NOT NULL,
    version INTEGER NOT NULL,               -- resourceVersion
    body TEXT NOT NULL,                     -- JSON: the whole object
    checksum INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE kubernetes_timer (
    id INTEGER PRIMARY KEY,
    cluster_id TEXT NOT NULL,
    due INTEGER NOT NULL,
    kind TEXT NOT NULL,                     -- what happens
    subject TEXT NOT NULL,                  -- what it happens to
    checksum INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE log (
    id INTEGER PRIMARY KEY,
    cluster INTEGER NOT NULL,     -- the cluster's serial
    created INTEGER NOT NULL,
    level INTEGER NOT NULL,
    text TEXT NOT NULL
, checksum INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "log" VALUES(1099511627779,1,1788253200000000,4,'Start to create cluster',653422631);
INSERT INTO "log" VALUES(1099511627784,6,1788253200000000,4,'Start to create cluster',143809591);
INSERT INTO "log" VALUES(1099511627787,6,1788253206526145,4,'Create SLB lb-2zevftvqldek9c9m9ipj successfully',1146240968);
INSERT INTO "log" VALUES(1099511627790,6,1788253208375066,4,'Create security group sg-2zem5ywxvpp3ex6lft5w successfully',824397498);
INSERT INTO "log" VALUES(1099511627794,1,1788253209614912,4,'Create SLB lb-2ze1jv4wz74u1vr9i8g0 successfully',1897813781);
INSERT INTO "log" VALUES(1099511627797,1,1788253210632941,4,'Create security group sg-2zef63vvhtidnu8isihv successfully',2751227096);
INSERT INTO "log" VALUES(1099511627803,6,1788253211670112,4,'Create ECS i-2zetcqqq4jd8f95ldjdv successfully',3711956636);
INSERT INTO "log" VALUES(1099511627805,1,1788253215796720,4,'Create ECS i-2zem0nh9z5sc9m4vy4gj successfully',4188666355);
INSERT INTO "log" VALUES(1099511627807,1,1788253217350808,4,'Create ECS i-2ze3t25bw6977az6r3zo successfully',2993692152);
INSERT INTO "log" VALUES(1099511627810,6,1788253245448786,4,'Allocate EIP 203.0.113.189 for i-2zetcqqq4jd8f95ldjdv',612398828);
INSERT INTO "log" VALUES(1099511627814,1,1788253254435919,4,'Allocate EIP 198.51.100.78 for i-2zem0nh9z5sc9m4vy4gj',2707123450);
INSERT INTO "log" VALUES(1099511627818,1,1788253270886719,4,'Allocate EIP 198.51.100.140 for i-2ze3t25bw6977az6r3zo',4107885165);
INSERT INTO "log" VALUES(1099511627821,6,1788253387009908,4,'Node cfd30840104634889b2e4399feb861bc0-node1 joined the cluster',3723437065);
INSERT INTO "log" VALUES(1099511627823,6,1788253387009908,4,'start to update cluster status to CREATE_COMPLETE',1093484014);
INSERT INTO "log" VALUES(1099511627826,1,1788253442253162,4,'Node c885406873e6a42179cc5da37f5383337-node1 joined the cluster',3417965749);
INSERT INTO "log" VALUES(1099511627828,1,1788253456525547,4,'Node c885406873e6a42179cc5da37f5383337-node2 joined the cluster',4004704757);
INSERT INTO "log" VALUES(1099511627830,1,1788253456525547,4,'start to update cluster status to CREATE_COMPLETE',3201064705);
INSERT INTO "log" VALUES(1099511627835,57,1788253456525547,4,'Start to create cluster',3512498023);
INSERT INTO "log" VALUES(1099511627838,57,1788253463751532,4,'Create SLB lb-2zeg3kyev81ah8aj7m4x successfully',1044849717);
INSERT INTO "log" VALUES(1099511627841,57,1788253464774894,4,'Create security group sg-2zer6bynnsehs64864i1 successfully',3859205512);
INSERT INTO "log" VALUES(1099511627849,57,1788253467781386,4,'Create ECS i-2zebdug1hxwv2xzyonmy successfully',3650659598);
INSERT INTO "log" VALUES(1099511627851,57,1788253471795213,4,'Create ECS i-2ze9svogtorkjiz1glig successfully',3732504967);
INSERT INTO "log" VALUES(1099511627853,57,1788253472661084,4,'Create ECS i-2zejzjsv8e3qlnl6hian successfully',1865034769);
INSERT INTO "log" VALUES(1099511627858,57,1788253519941795,4,'Allocate EIP 198.51.100.53 for i-2ze9svogtorkjiz1glig',1051396052);
INSERT INTO "log" VALUES(1099511627861,57,1788253523691846,4,'Allocate EIP 198.51.100.63 for i-2zejzjsv8e3qlnl6hian',4051914639);
INSERT INTO "log" VALUES(1099511627863,57,1788253526691645,4,'Allocate EIP 203.0.113.107 for i-2zebdug1hxwv2xzyonmy',1199042158);
INSERT INTO "log" VALUES(1099511627874,1,1788253546525547,4,'Start to scale cluster',2052910346);
INSERT INTO "log" VALUES(1099511627880,6,1788253546525547,4,'Start to delete cluster',1178965604);
INSERT INTO "log" VALUES(1099511627885,107,1788253546525547,4,'Start to create cluster',1081996809);
INSERT INTO "log" VALUES(1099511627889,1,1788253550767715,4,'Create ECS i-2zevylhce4l2kq4qpllv successfully',305736059);
INSERT INTO "log" VALUES(1099511627892,1,1788253551147537,4,'Create ECS i-2zez7cg5ukz07j3ebcm1 successfully',4161031274);
INSERT INTO "log" VALUES(1099511627895,107,1788253557536737,4,'Create SLB lb-2ze1r6kavwypg6ho27jn successfully',3466770735);
INSERT INTO "log" VALUES(1099511627898,107,1788253558580811,4,'Create security group sg-2zeiq9dofghpitt8bvw7 successfully',3477425183);
INSERT INTO "log" VALUES(1099511627902,107,1788253565448141,4,'Create ECS i-2ze04hnrzliqudyxvzen successfully',551526385);
INSERT INTO "log" VALUES(2199023255555,1,1788253200000000,4,'Start to create cluster',653422631);
INSERT INTO "log" VALUES(3298534883333,3,1788253200000000,4,'Start to create cluster',1630701573);
INSERT INTO "log" VALUES(3298534883336,3,1788253213260301,4,'Create SLB lb-2ze0c0kyj8glm2iz1kds successfully',2853453043);
INSERT INTO "log" VALUES(3298534883339,3,1788253214592172,4,'Create security group sg-2ze1h8se6qacjactjuzd successfully',3776337588);
INSERT INTO "log" VALUES(3298534883343,3,1788253221206893,4,'Create ECS i-2ze7me3s9y2g8xbe9x3j successfully',2649329435);
INSERT INTO "log" VALUES(3298534883346,3,1788253257410161,4,'Allocate EIP 198.51.100.145 for i-2ze7me3s9y2g8xbe9x3j',3648764956);
INSERT INTO "log" VALUES(3298534883351,21,1788253260000000,4,'Start to create cluster',438049644);
INSERT INTO "log" VALUES(4398046511111,5,1788253200000000,4,'Start to create cluster',143977853);
INSERT INTO "log" VALUES(4398046511114,5,1788253206983293,4,'Create SLB lb-2zerznrso6nw750siwy6 successfully',1757357078);
INSERT INTO "log" VALUES(4398046511117,5,1788253208348097,4,'Create security group sg-2zesntxf951qty0c5cun successfully',4168005708);
INSERT INTO "log" VALUES(4398046511121,5,1788253211817387,4,'Create ECS i-2zehwlp3x1knhmazvr3o successfully',3138232840);
INSERT INTO "log" VALUES(4398046511124,5,1788253262840229,4,'Allocate EIP 203.0.113.92 for i-2zehwlp3x1knhmazvr3o',301781253);
INSERT INTO "log" VALUES(4398046511127,5,1788253421049490,4,'Node c9d727ba7236b4c7fb55b71ec5d6afa33-node1 joined the cluster',1457815871);
INSERT INTO "log" VALUES(4398046511129,5,1788253421049490,4,'start to update cluster status to CREATE_COMPLETE',1340955671);
INSERT INTO "log" VALUES(4398046511134,28,1788255000000000,4,'Start to create cluster',464921744);
INSERT INTO "log" VALUES(4398046511139,33,1788255000000000,4,'Start to create cluster',2579560127);
INSERT INTO "log" VALUES(4398046511144,38,1788255000000000,4,'Start to create cluster',1026300022);
INSERT INTO "log" VALUES(4398046511149,43,1788255000000000,4,'Start to create cluster',855548049);
INSERT INTO "log" VALUES(4398046511152,43,1788255005144725,4,'Create SLB lb-2ze3rmdox9142biae4pm successfully',1923274343);
INSERT INTO "log" VALUES(4398046511155,28,1788255006320198,4,'Create SLB lb-2ze865o4i589rrfobsu6 successfully',1267996722);
INSERT INTO "log" VALUES(4398046511158,43,1788255006366233,4,'Create security group sg-2zeciuzo9qzg89s4wos2 successfully',2108336876);
INSERT INTO "log" VALUES(4398046511164,28,1788255007510501,4,'Create security group sg-2zemesn7iwjhd8zpmgly successfully',4246407905);
INSERT INTO "log" VALUES(4398046511170,33,1788255007564465,4,'Create SLB lb-2ze0cucc86oaevam1skl successfully',4228421355);
INSERT INTO "log" VALUES(4398046511173,33,1788255008803449,4,'Create security group sg-2ze66xiqp1pa9b03bohe successfully',28145701);
INSERT INTO "log" VALUES(4398046511179,38,1788255011111491,4,'Create SLB lb-2zesyx28oi6e6e7im1qg successfully',4101873138);
INSERT INTO "log" VALUES(4398046511182,28,1788255011329492,4,'Create ECS i-2ze51k01nrg4uk5e07xw successfully',2885152735);
INSERT INTO "log" VALUES(4398046511184,38,1788255012860399,4,'Create security group sg-2zen88uqzy1fcpp1nx1w successfully',4240391483);
INSERT INTO "log" VALUES(4398046511193,43,1788255013170774,4,'Create ECS i-2zep5936frsv3wru237i successfully',1269771443);
INSERT INTO "log" VALUES(4398046511195,33,1788255013260382,4,'Create ECS i-2zenk7687ogqprgqg79m successfully',2043530435);
INSERT INTO "log" VALUES(4398046511197,43,1788255013559850,4,'Create ECS i-2zen7mcvht64gxvi1d7o successfully',4105763563);
INSERT INTO "log" VALUES(4398046511199,33,1788255014699241,4,'Create ECS i-2zed8hk4kzn7oykqkk8g successfully',2713564528);
INSERT INTO "log" VALUES(4398046511201,28,1788255015260314,4,'Create ECS i-2zeu2d8aryvhw9z3vban successfully',4036722672);
INSERT INTO "log" VALUES(4398046511209,33,1788255054916936,4,'Allocate EIP 198.51.100.195 for i-2zed8hk4kzn7oykqkk8g',2273406166);
INSERT INTO "log" VALUES(4398046511212,43,1788255056796830,4,'Allocate EIP 198.51.100.57 for i-2zep5936frsv3wru237i',1183493934);
INSERT INTO "log" VALUES(4398046511222,33,1788255060499789,4,'Allocate EIP 203.0.113.185 for i-2zenk7687ogqprgqg79m',2474958587);
INSERT INTO "log" VALUES(4398046511226,43,1788255074432947,4,'Allocate EIP 198.51.100.250 for i-2zen7mcvht64gxvi1d7o',4001345251);
INSERT INTO "log" VALUES(4398046511230,43,1788255228440582,4,'Node cfad9960cac2a4bfa9f5d95dc2eb2be4a-node2 joined the cluster',2023202241);
INSERT INTO "log" VALUES(2305844108725321731,1,1788253200000000,4,'Start to create cluster',653422631);
INSERT INTO "log" VALUES(2305844108725321736,6,1788253200000000,4,'Start to create cluster',143809591);
INSERT INTO "log" VALUES(2305844108725321739,6,1788253206526145,4,'Create SLB lb-2zevftvqldek9c9m9ipj successfully',1146240968);
INSERT INTO "log" VALUES(2305844108725321742,6,1788253208375066,4,'Create security group sg-2zem5ywxvpp3ex6lft5w successfully',824397498);
INSERT INTO "log" VALUES(2305844108725321746,1,1788253209614912,4,'Create SLB lb-2ze1jv4wz74u1vr9i8g0 successfully',1897813781);
INSERT INTO "log" VALUES(2305844108725321749,1,1788253210632941,4,'Create security group sg-2zef63vvhtidnu8isihv successfully',2751227096);
INSERT INTO "log" VALUES(2305844108725321755,6,1788253211670112,4,'Create ECS i-2zetcqqq4jd8f95ldjdv successfully',3711956636);
INSERT INTO "log" VALUES(2305844108725321757,1,1788253215796720,4,'Create ECS i-2zem0nh9z5sc9m4vy4gj successfully',4188666355);
INSERT INTO "log" VALUES(2305844108725321759,1,1788253217350808,4,'Create ECS i-2ze3t25bw6977az6r3zo successfully',2993692152);
INSERT INTO "log" VALUES(2305844108725321762,6,1788253245448786,4,'Allocate EIP 203.0.113.189 for i-2zetcqqq4jd8f95ldjdv',612398828);
INSERT INTO "log" VALUES(2305844108725321766,1,1788253254435919,4,'Allocate EIP 198.51.100.78 for i-2zem0nh9z5sc9m4vy4gj',2707123450);
INSERT INTO "log" VALUES(2305844108725321770,1,1788253270886719,4,'Allocate EIP 198.51.100.140 for i-2ze3t25bw6977az6r3zo',4107885165);
INSERT INTO "log" VALUES(2305844108725321773,6,1788253387009908,4,'Node cfd30840104634889b2e4399feb861bc0-node1 joined the cluster',3723437065);
INSERT INTO "log" VALUES(2305844108725321775,6,1788253387009908,4,'start to update cluster status to CREATE_COMPLETE',1093484014);
INSERT INTO "log" VALUES(2305844108725321778,1,1788253442253162,4,'Node c885406873e6a42179cc5da37f5383337-node1 joined the cluster',3417965749);
INSERT INTO "log" VALUES(2305844108725321780,1,1788253456525547,4,'Node c885406873e6a42179cc5da37f5383337-node2 joined the cluster',4004704757);
INSERT INTO "log" VALUES(2305844108725321782,1,1788253456525547,4,'start to update cluster status to CREATE_COMPLETE',3201064705);
INSERT INTO "log" VALUES(2305844108725321787,57,1788253456525547,4,'Start to create cluster',3512498023);
INSERT INTO "log" VALUES(2305844108725321790,57,1788253463751532,4,'Create SLB lb-2zeg3kyev81ah8aj7m4x successfully',1044849717);
INSERT INTO "log" VALUES(2305844108725321793,57,1788253464774894,4,'Create security group sg-2zer6bynnsehs64864i1 successfully',3859205512);
INSERT INTO "log" VALUES(2305844108725321801,57,1788253467781386,4,'Create ECS i-2zebdug1hxwv2xzyonmy successfully',3650659598);
INSERT INTO "log" VALUES(2305844108725321803,57,1788253471795213,4,'Create ECS i-2ze9svogtorkjiz1glig successfully',3732504967);
INSERT INTO "log" VALUES(2305844108725321805,57,1788253472661084,4,'Create ECS i-2zejzjsv8e3qlnl6hian successfully',1865034769);
INSERT INTO "log" VALUES(2305844108725321810,57,1788253519941795,4,'Allocate EIP 198.51.100.53 for i-2ze9svogtorkjiz1glig',1051396052);
INSERT INTO "log" VALUES(2305844108725321813,57,1788253523691846,4,'Allocate EIP 198.51.100.63 for i-2zejzjsv8e3qlnl6hian',4051914639);
INSERT INTO "log" VALUES(2305844108725321815,57,1788253526691645,4,'Allocate EIP 203.0.113.107 for i-2zebdug1hxwv2xzyonmy',1199042158);
INSERT INTO "log" VALUES(2305844108725321826,1,1788253546525547,4,'Start to scale cluster',2052910346);
INSERT INTO "log" VALUES(2305844108725321832,6,1788253546525547,4,'Start to delete cluster',1178965604);
INSERT INTO "log" VALUES(2305844108725321837,107,1788253546525547,4,'Start to create cluster',1081996809);
INSERT INTO "log" VALUES(2305844108725321841,1,1788253550767715,4,'Create ECS i-2zevylhce4l2kq4qpllv successfully',305736059);
INSERT INTO "log" VALUES(2305844108725321844,1,1788253551147537,4,'Create ECS i-2zez7cg5ukz07j3ebcm1 successfully',4161031274);
INSERT INTO "log" VALUES(2305844108725321847,107,1788253557536737,4,'Create SLB lb-2ze1r6kavwypg6ho27jn successfully',3466770735);
INSERT INTO "log" VALUES(2305844108725321850,107,1788253558580811,4,'Create security group sg-2zeiq9dofghpitt8bvw7 successfully',3477425183);
INSERT INTO "log" VALUES(2305844108725321854,107,1788253565448141,4,'Create ECS i-2ze04hnrzliqudyxvzen successfully',551526385);
INSERT INTO "log" VALUES(2305845208236949507,1,1788253200000000,4,'Start to create cluster',653422631);
INSERT INTO "log" VALUES(2305846307748577285,3,1788253200000000,4,'Start to create cluster',1630701573);
INSERT INTO "log" VALUES(2305846307748577288,3,1788253213260301,4,'Create SLB lb-2ze0c0kyj8glm2iz1kds successfully',2853453043);
INSERT INTO "log" VALUES(2305846307748577291,3,1788253214592172,4,'Create security group sg-2ze1h8se6qacjactjuzd successfully',3776337588);
INSERT INTO "log" VALUES(2305846307748577295,3,1788253221206893,4,'Create ECS i-2ze7me3s9y2g8xbe9x3j successfully',2649329435);
INSERT INTO "log" VALUES(2305846307748577298,3,1788253257410161,4,'Allocate EIP 198.51.100.145 for i-2ze7me3s9y2g8xbe9x3j',3648764956);
INSERT INTO "log" VALUES(2305846307748577303,21,1788253260000000,4,'Start to create cluster',438049644);
INSERT INTO "log" VALUES(2305847407260205063,5,1788253200000000,4,'Start to create cluster',143977853);
INSERT INTO "log" VALUES(2305847407260205066,5,1788253206983293,4,'Create SLB lb-2zerznrso6nw750siwy6 successfully',1757357078);
INSERT INTO "log" VALUES(2305847407260205069,5,1788253208348097,4,'Create security group sg-2zesntxf951qty0c5cun successfully',4168005708);
INSERT INTO "log" VALUES(2305847407260205073,5,1788253211817387,4,'Create ECS i-2zehwlp3x1knhmazvr3o successfully',3138232840);
INSERT INTO "log" VALUES(2305847407260205076,5,1788253262840229,4,'Allocate EIP 203.0.113.92 for i-2zehwlp3x1knhmazvr3o',301781253);
INSERT INTO "log" VALUES(2305847407260205079,5,1788253421049490,4,'Node c9d727ba7236b4c7fb55b71ec5d6afa33-node1 joined the cluster',1457815871);
INSERT INTO "log" VALUES(2305847407260205081,5,1788253421049490,4,'start to update cluster status to CREATE_COMPLETE',1340955671);
INSERT INTO "log" VALUES(2305847407260205086,28,1788255000000000,4,'Start to create cluster',464921744);
INSERT INTO "log" VALUES(2305847407260205091,33,1788255000000000,4,'Start to create cluster',2579560127);
INSERT INTO "log" VALUES(2305847407260205096,38,1788255000000000,4,'Start to create cluster',1026300022);
INSERT INTO "log" VALUES(2305847407260205101,43,1788255000000000,4,'Start to create cluster',855548049);
INSERT INTO "log" VALUES(2305847407260205104,43,1788255005144725,4,'Create SLB lb-2ze3rmdox9142biae4pm successfully',1923274343);
INSERT INTO "log" VALUES(2305847407260205107,28,1788255006320198,4,'Create SLB lb-2ze865o4i589rrfobsu6 successfully',1267996722);
INSERT INTO "log" VALUES(2305847407260205110,43,1788255006366233,4,'Create security group sg-2zeciuzo9qzg89s4wos2 successfully',2108336876);
INSERT INTO "log" VALUES(2305847407260205116,28,1788255007510501,4,'Create security group sg-2zemesn7iwjhd8zpmgly successfully',4246407905);
INSERT INTO "log" VALUES(2305847407260205122,33,1788255007564465,4,'Create SLB lb-2ze0cucc86oaevam1skl successfully',4228421355);
INSERT INTO "log" VALUES(2305847407260205125,33,1788255008803449,4,'Create security group sg-2ze66xiqp1pa9b03bohe successfully',28145701);
INSERT INTO "log" VALUES(2305847407260205131,38,1788255011111491,4,'Create SLB lb-2zesyx28oi6e6e7im1qg successfully',4101873138);
INSERT INTO "log" VALUES(2305847407260205134,28,1788255011329492,4,'Create ECS i-2ze51k01nrg4uk5e07xw successfully',2885152735);
INSERT INTO "log" VALUES(2305847407260205136,38,1788255012860399,4,'Create security group sg-2zen88uqzy1fcpp1nx1w successfully',4240391483);
INSERT INTO "log" VALUES(2305847407260205145,43,1788255013170774,4,'Create ECS i-2zep5936frsv3wru237i successfully',1269771443);
INSERT INTO "log" VALUES(2305847407260205147,33,1788255013260382,4,'Create ECS i-2zenk7687ogqprgqg79m successfully',2043530435);
INSERT INTO "log" VALUES(2305847407260205149,43,1788255013559850,4,'Create ECS i-2zen7mcvht64gxvi1d7o successfully',4105763563);
INSERT INTO "log" VALUES(2305847407260205151,33,1788255014699241,4,'Create ECS i-2zed8hk4kzn7oykqkk8g successfully',2713564528);
INSERT INTO "log" VALUES(2305847407260205153,28,1788255015260314,4,'Create ECS i-2zeu2d8aryvhw9z3vban successfully',4036722672);
INSERT INTO "log" VALUES(2305847407260205161,33,1788255054916936,4,'Allocate EIP 198.51.100.195 for i-2zed8hk4kzn7oykqkk8g',2273406166);
INSERT INTO "log" VALUES(2305847407260205164,43,1788255056796830,4,'Allocate EIP 198.51.100.57 for i-2zep5936frsv3wru237i',1183493934);
INSERT INTO "log" VALUES(2305847407260205174,33,1788255060499789,4,'Allocate EIP 203.0.113.185 for i-2zenk7687ogqprgqg79m',2474958587);
INSERT INTO "log" VALUES(2305847407260205178,43,1788255074432947,4,'Allocate EIP 198.51.100.250 for i-2zen7mcvht64gxvi1d7o',4001345251);
INSERT INTO "log" VALUES(2305847407260205182,43,1788255228440582,4,'Node cfad9960cac2a4bfa9f5d95dc2eb2be4a-node2 joined the cluster',2023202241);
CREATE TABLE missing_role (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,                     -- of a service role that the account has not granted
    checksum INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE node (
    id INTEGER PRIMARY KEY,
    instance_id TEXT NOT NULL,
    cluster_id TEXT NOT NULL,
    number INTEGER NOT NULL,      -- counts the nodes of the cluster, from 1
    state TEXT NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    vpc_id TEXT NOT NULL,
    vswitch_id TEXT NOT NULL,
    instance_type TEXT NOT NULL,
    ecs_image_id TEXT NOT NULL,
    instance_status TEXT NOT NULL,
    ip_address TEXT NOT NULL,     -- empty until the instance exists
    eip_address TEXT NOT NULL,    -- empty without one
    is_routed INTEGER NOT NULL,
    error_message TEXT NOT NULL
, made_by TEXT NOT NULL DEFAULT 'CreateCluster', charge_type TEXT NOT NULL DEFAULT 'PostPaid', releases_eip INTEGER NOT NULL DEFAULT 0, is_released INTEGER NOT NULL DEFAULT 0, is_lost INTEGER NOT NULL DEFAULT 0, group_id TEXT NOT NULL DEFAULT '', properties TEXT NOT NULL DEFAULT '{}', checksum INTEGER NOT NULL DEFAULT 0, joined INTEGER NOT NULL DEFAULT 0, losses TEXT NOT NULL DEFAULT '[]') STRICT;
INSERT INTO "node" VALUES(1099511627792,'i-2zetcqqq4jd8f95ldjdv','cfd30840104634889b2e4399feb861bc0',1,'removing',1788253208375066,1788253554418562,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Stopping','10.0.16.1','',0,'','CreateCluster','PostPaid',0,0,0,'','{}',3829182706,1788253387009908,'[]');
INSERT INTO "node" VALUES(1099511627799,'i-2ze3t25bw6977az6r3zo','c885406873e6a42179cc5da37f5383337',1,'running',1788253210632941,1788253442253162,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.3','198.51.100.140',1,'','CreateCluster','PostPaid',0,0,0,'','{}',2345839875,1788253442253162,'[]');
INSERT INTO "node" VALUES(1099511627800,'i-2zem0nh9z5sc9m4vy4gj','c885406873e6a42179cc5da37f5383337',2,'running',1788253210632941,1788253456525547,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.2','198.51.100.78',1,'','CreateCluster','PostPaid',0,0,0,'','{}',184185997,1788253456525547,'[]');
INSERT INTO "node" VALUES(1099511627843,'i-2zejzjsv8e3qlnl6hian','cb451ffc6fb124936a36247e4b92fde4b',1,'initial',1788253464774894,1788253526883847,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.6','198.51.100.63',1,'','CreateCluster','PostPaid',0,0,0,'','{}',1218380528,0,'[]');
INSERT INTO "node" VALUES(1099511627844,'i-2ze9svogtorkjiz1glig','cb451ffc6fb124936a36247e4b92fde4b',2,'initial',1788253464774894,1788253522531266,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.5','198.51.100.53',1,'','CreateCluster','PostPaid',0,0,0,'','{}',3099882891,0,'[]');
INSERT INTO "node" VALUES(1099511627845,'i-2zebdug1hxwv2xzyonmy','cb451ffc6fb124936a36247e4b92fde4b',3,'initial',1788253464774894,1788253528040477,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.4','203.0.113.107',1,'','CreateCluster','PostPaid',0,0,0,'','{}',716502908,0,'[]');
INSERT INTO "node" VALUES(1099511627870,'i-2zevylhce4l2kq4qpllv','c885406873e6a42179cc5da37f5383337',3,'initial',1788253546525547,1788253585606264,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.7','',0,'','ScaleCluster','PostPaid',0,0,0,'','{}',3478210090,0,'[]');
INSERT INTO "node" VALUES(1099511627871,'i-2zez7cg5ukz07j3ebcm1','c885406873e6a42179cc5da37f5383337',4,'initial',1788253546525547,1788253551147537,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Starting','10.0.16.8','',0,'','ScaleCluster','PostPaid',0,0,0,'','{}',1767981907,0,'[]');
INSERT INTO "node" VALUES(1099511627900,'i-2ze04hnrzliqudyxvzen','cac2d4f4a9c76455b8bbf2c251d22702c',1,'initial',1788253558580811,1788253565448141,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Starting','10.0.16.9','',0,'','CreateCluster','PostPaid',0,0,0,'','{}',2023321951,0,'[]');
INSERT INTO "node" VALUES(3298534883341,'i-2ze7me3s9y2g8xbe9x3j','c5ca4a923bd774438a1369da9b236683d',1,'initial',1788253214592172,1788253259441072,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.1','198.51.100.145',1,'','CreateCluster','PostPaid',0,0,0,'','{}',4211411468,0,'[]');
INSERT INTO "node" VALUES(4398046511119,'i-2zehwlp3x1knhmazvr3o','c9d727ba7236b4c7fb55b71ec5d6afa33',1,'running',1788253208348097,1788253421049490,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.1','203.0.113.92',1,'','CreateCluster','PostPaid',0,0,0,'','{}',3621384862,1788253421049490,'[]');
INSERT INTO "node" VALUES(4398046511160,'i-2zen7mcvht64gxvi1d7o','cfad9960cac2a4bfa9f5d95dc2eb2be4a',1,'initial',1788255006366233,1788255078967741,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.5','198.51.100.250',1,'','CreateCluster','PostPaid',0,0,0,'','{}',3983480715,0,'[]');
INSERT INTO "node" VALUES(4398046511161,'i-2zep5936frsv3wru237i','cfad9960cac2a4bfa9f5d95dc2eb2be4a',2,'running',1788255006366233,1788255228440582,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.3','198.51.100.57',1,'','CreateCluster','PostPaid',0,0,0,'','{}',4116562421,1788255228440582,'[]');
INSERT INTO "node" VALUES(4398046511166,'i-2zeu2d8aryvhw9z3vban','ce38457e7437e409cb861b2c7e29e22a0',1,'initial',1788255007510501,1788255059101575,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.7','',0,'','CreateCluster','PostPaid',0,0,0,'','{}',1672318931,0,'[]');
INSERT INTO "node" VALUES(4398046511167,'i-2ze51k01nrg4uk5e07xw','ce38457e7437e409cb861b2c7e29e22a0',2,'initial',1788255007510501,1788255052971430,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.2','',0,'','CreateCluster','PostPaid',0,0,0,'','{}',1649952810,0,'[]');
INSERT INTO "node" VALUES(4398046511175,'i-2zenk7687ogqprgqg79m','ca936982081244d898a086ed1ba846fd6',1,'initial',1788255008803449,1788255061647213,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.4','203.0.113.185',1,'','CreateCluster','PostPaid',0,0,0,'','{}',4056924450,0,'[]');
INSERT INTO "node" VALUES(4398046511176,'i-2zed8hk4kzn7oykqkk8g','ca936982081244d898a086ed1ba846fd6',2,'initial',1788255008803449,1788255057679176,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.6','198.51.100.195',1,'','CreateCluster','PostPaid',0,0,0,'','{}',360526401,0,'[]');
INSERT INTO "node" VALUES(4398046511186,'i-2ze9779m83hs674s7dav','c6098f502b9b7450c9127f5211321fc5b',1,'initial',1788255012860399,1788255012860399,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Pending','','',0,'','CreateCluster','PostPaid',0,0,0,'','{}',1160121117,0,'[]');
INSERT INTO "node" VALUES(4398046511187,'i-2zeqrya3yp8gmkfshwt5','c6098f502b9b7450c9127f5211321fc5b',2,'initial',1788255012860399,1788255012860399,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Pending','','',0,'','CreateCluster','PostPaid',0,0,0,'','{}',1160934936,0,'[]');
INSERT INTO "node" VALUES(2305844108725321744,'i-2zetcqqq4jd8f95ldjdv','cfd30840104634889b2e4399feb861bc0',1,'removing',1788253208375066,1788253554418562,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Stopping','10.0.16.1','',0,'','CreateCluster','PostPaid',0,0,0,'','{}',3829182706,1788253387009908,'[]');
INSERT INTO "node" VALUES(2305844108725321751,'i-2ze3t25bw6977az6r3zo','c885406873e6a42179cc5da37f5383337',1,'running',1788253210632941,1788253442253162,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.3','198.51.100.140',1,'','CreateCluster','PostPaid',0,0,0,'','{}',2345839875,1788253442253162,'[]');
INSERT INTO "node" VALUES(2305844108725321752,'i-2zem0nh9z5sc9m4vy4gj','c885406873e6a42179cc5da37f5383337',2,'running',1788253210632941,1788253456525547,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.2','198.51.100.78',1,'','CreateCluster','PostPaid',0,0,0,'','{}',184185997,1788253456525547,'[]');
INSERT INTO "node" VALUES(2305844108725321795,'i-2zejzjsv8e3qlnl6hian','cb451ffc6fb124936a36247e4b92fde4b',1,'initial',1788253464774894,1788253526883847,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.6','198.51.100.63',1,'','CreateCluster','PostPaid',0,0,0,'','{}',1218380528,0,'[]');
INSERT INTO "node" VALUES(2305844108725321796,'i-2ze9svogtorkjiz1glig','cb451ffc6fb124936a36247e4b92fde4b',2,'initial',1788253464774894,1788253522531266,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.5','198.51.100.53',1,'','CreateCluster','PostPaid',0,0,0,'','{}',3099882891,0,'[]');
INSERT INTO "node" VALUES(2305844108725321797,'i-2zebdug1hxwv2xzyonmy','cb451ffc6fb124936a36247e4b92fde4b',3,'initial',1788253464774894,1788253528040477,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.4','203.0.113.107',1,'','CreateCluster','PostPaid',0,0,0,'','{}',716502908,0,'[]');
INSERT INTO "node" VALUES(2305844108725321822,'i-2zevylhce4l2kq4qpllv','c885406873e6a42179cc5da37f5383337',3,'initial',1788253546525547,1788253550767715,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Starting','10.0.16.7','',0,'','ScaleCluster','PostPaid',0,0,0,'','{}',1720671468,0,'[]');
INSERT INTO "node" VALUES(2305844108725321823,'i-2zez7cg5ukz07j3ebcm1','c885406873e6a42179cc5da37f5383337',4,'initial',1788253546525547,1788253551147537,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Starting','10.0.16.8','',0,'','ScaleCluster','PostPaid',0,0,0,'','{}',1767981907,0,'[]');
INSERT INTO "node" VALUES(2305844108725321852,'i-2ze04hnrzliqudyxvzen','cac2d4f4a9c76455b8bbf2c251d22702c',1,'initial',1788253558580811,1788253565448141,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Starting','10.0.16.9','',0,'','CreateCluster','PostPaid',0,0,0,'','{}',2023321951,0,'[]');
INSERT INTO "node" VALUES(2305846307748577293,'i-2ze7me3s9y2g8xbe9x3j','c5ca4a923bd774438a1369da9b236683d',1,'initial',1788253214592172,1788253259441072,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.1','198.51.100.145',1,'','CreateCluster','PostPaid',0,0,0,'','{}',4211411468,0,'[]');
INSERT INTO "node" VALUES(2305847407260205071,'i-2zehwlp3x1knhmazvr3o','c9d727ba7236b4c7fb55b71ec5d6afa33',1,'running',1788253208348097,1788253421049490,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.1','203.0.113.92',1,'','CreateCluster','PostPaid',0,0,0,'','{}',3621384862,1788253421049490,'[]');
INSERT INTO "node" VALUES(2305847407260205112,'i-2zen7mcvht64gxvi1d7o','cfad9960cac2a4bfa9f5d95dc2eb2be4a',1,'initial',1788255006366233,1788255078967741,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.5','198.51.100.250',1,'','CreateCluster','PostPaid',0,0,0,'','{}',3983480715,0,'[]');
INSERT INTO "node" VALUES(2305847407260205113,'i-2zep5936frsv3wru237i','cfad9960cac2a4bfa9f5d95dc2eb2be4a',2,'running',1788255006366233,1788255228440582,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.3','198.51.100.57',1,'','CreateCluster','PostPaid',0,0,0,'','{}',4116562421,1788255228440582,'[]');
INSERT INTO "node" VALUES(2305847407260205118,'i-2zeu2d8aryvhw9z3vban','ce38457e7437e409cb861b2c7e29e22a0',1,'initial',1788255007510501,1788255059101575,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.7','',0,'','CreateCluster','PostPaid',0,0,0,'','{}',1672318931,0,'[]');
INSERT INTO "node" VALUES(2305847407260205119,'i-2ze51k01nrg4uk5e07xw','ce38457e7437e409cb861b2c7e29e22a0',2,'initial',1788255007510501,1788255052971430,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.2','',0,'','CreateCluster','PostPaid',0,0,0,'','{}',1649952810,0,'[]');
INSERT INTO "node" VALUES(2305847407260205127,'i-2zenk7687ogqprgqg79m','ca936982081244d898a086ed1ba846fd6',1,'initial',1788255008803449,1788255061647213,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.4','203.0.113.185',1,'','CreateCluster','PostPaid',0,0,0,'','{}',4056924450,0,'[]');
INSERT INTO "node" VALUES(2305847407260205128,'i-2zed8hk4kzn7oykqkk8g','ca936982081244d898a086ed1ba846fd6',2,'initial',1788255008803449,1788255057679176,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.6','198.51.100.195',1,'','CreateCluster','PostPaid',0,0,0,'','{}',360526401,0,'[]');
INSERT INTO "node" VALUES(2305847407260205138,'i-2ze9779m83hs674s7dav','c6098f502b9b7450c9127f5211321fc5b',1,'initial',1788255012860399,1788255012860399,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Pending','','',0,'','CreateCluster','PostPaid',0,0,0,'','{}',1160121117,0,'[]');
INSERT INTO "node" VALUES(2305847407260205139,'i-2zeqrya3yp8gmkfshwt5','c6098f502b9b7450c9127f5211321fc5b',2,'initial',1788255012860399,1788255012860399,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Pending','','',0,'','CreateCluster','PostPaid',0,0,0,'','{}',1160934936,0,'[]');
CREATE TABLE node_group (
    id INTEGER PRIMARY KEY,
    group_id TEXT NOT NULL,
    cluster_id TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    size INTEGER NOT NULL,        -- the number of nodes that the caller asked for
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    error_message TEXT NOT NULL,
    properties TEXT NOT NULL      -- JSON, as that of clusters
, checksum INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE quota (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    amount INTEGER NOT NULL
, checksum INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "quota" VALUES(3298534883329,'nodes_per_cluster',7,3652164049);
INSERT INTO "quota" VALUES(2305846307748577281,'nodes_per_cluster',7,3652164049);
CREATE TABLE rds_instance (
    id INTEGER PRIMARY KEY,
    db_instance_id TEXT NOT NULL,
    region_id TEXT NOT NULL,
    whitelist TEXT NOT NULL,      -- addresses, separated by commas
    adopted INTEGER NOT NULL
, checksum INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE "rule_counter" (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,            -- rule and subject, separated by one blank
    rule TEXT NOT NULL,
    subject TEXT NOT NULL,        -- what is counted by itself; empty for everything
    matched INTEGER NOT NULL,
    fired INTEGER NOT NULL,
    level INTEGER NOT NULL,       -- what is left, in thousandths
    level_at INTEGER NOT NULL
, checksum INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "rule_counter" VALUES(4398046511107,'refused ','refused','',1,1,0,0,2339570071);
INSERT INTO "rule_counter" VALUES(4398046511188,'held ','held','',2,2,0,0,1634971772);
INSERT INTO "rule_counter" VALUES(4398046511207,'slow-address ','slow-address','',2,2,0,0,713189966);
INSERT INTO "rule_counter" VALUES(4398046511215,'no-init ','no-init','',2,2,0,0,3036597620);
INSERT INTO "rule_counter" VALUES(4398046511220,'comes-and-goes ','comes-and-goes','',2,2,0,0,2573185138);
INSERT INTO "rule_counter" VALUES(2305847407260205059,'refused ','refused','',1,1,0,0,2339570071);
INSERT INTO "rule_counter" VALUES(2305847407260205140,'held ','held','',2,2,0,0,1634971772);
INSERT INTO "rule_counter" VALUES(2305847407260205159,'slow-address ','slow-address','',2,2,0,0,713189966);
INSERT INTO "rule_counter" VALUES(2305847407260205167,'no-init ','no-init','',2,2,0,0,3036597620);
INSERT INTO "rule_counter" VALUES(2305847407260205172,'comes-and-goes ','comes-and-goes','',2,2,0,0,2573185138);
CREATE TABLE scenario (
    id INTEGER PRIMARY KEY,
    slot TEXT NOT NULL,           -- 'active'
    name TEXT NOT NULL,
    origin TEXT NOT NULL,         -- the file it was read from, or empty
    started INTEGER NOT NULL,     -- virtual time
    rules_added TEXT NOT NULL,          -- JSON: when rules came that were not there from the start
    text TEXT NOT NULL            -- JSON: the whole scenario
, checksum INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "scenario" VALUES(4398046511105,'active','old','',1788253200000000,'{"refused":1788253200000000}','{"apiVersion":"simulator/v1","kind":"Scenario","metadata":{"name":"old"},"rules":[{"id":"refused","when":{"operation":"DescribeApiVersion"},"then":{"error":"ServiceUnavailable"}},{"id":"slow-address","when":{"cluster":"slow","stage":"eip"},"then":{"slow":{"factor":40}}},{"id":"no-init","when":{"cluster":"failing","stage":"init"},"then":{"fail":{"code":"InternalError","message":"it did «not» start","after":"20m"}}},{"id":"held","when":{"cluster":"stuck","stage":"ecs"},"then":{"stuck":{}}},{"id":"comes-and-goes","when":{"cluster":"flapping"},"then":{"flapping":{"times":3,"after":"30m","every":"10m"}}}],"timeline":[{"at":"3h","do":"lose_node","cluster":"done","for":"10m"}]}',4138462325);
INSERT INTO "scenario" VALUES(2305847407260205057,'active','old','',1788253200000000,'{"refused":1788253200000000}','{"apiVersion":"simulator/v1","kind":"Scenario","metadata":{"name":"old"},"rules":[{"id":"refused","when":{"operation":"DescribeApiVersion"},"then":{"error":"ServiceUnavailable"}},{"id":"slow-address","when":{"cluster":"slow","stage":"eip"},"then":{"slow":{"factor":40}}},{"id":"no-init","when":{"cluster":"failing","stage":"init"},"then":{"fail":{"code":"InternalError","message":"it did «not» start","after":"20m"}}},{"id":"held","when":{"cluster":"stuck","stage":"ecs"},"then":{"stuck":{}}},{"id":"comes-and-goes","when":{"cluster":"flapping"},"then":{"flapping":{"times":3,"after":"30m","every":"10m"}}}],"timeline":[{"at":"3h","do":"lose_node","cluster":"done","for":"10m"}]}',4138462325);
CREATE TABLE "scheduled_action" (
    id INTEGER PRIMARY KEY,
    due INTEGER NOT NULL,
    action TEXT NOT NULL          -- JSON
, checksum INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "scheduled_action" VALUES(4398046511106,1788264000000000,'{"do":"lose_node","cluster":["done"],"for":600000000}',2645386417);
INSERT INTO "scheduled_action" VALUES(4398046511232,1788257028440582,'{"do":"lose_node","instance_id":"i-2zep5936frsv3wru237i","for":20000000,"times":3,"every":600000000}',4211914931);
INSERT INTO "scheduled_action" VALUES(2305847407260205058,1788264000000000,'{"do":"lose_node","cluster":["done"],"for":600000000}',2645386417);
INSERT INTO "scheduled_action" VALUES(2305847407260205184,1788257028440582,'{"do":"lose_node","instance_id":"i-2zep5936frsv3wru237i","for":20000000,"times":3,"every":600000000}',4211914931);
CREATE TABLE snapshot (
    id INTEGER PRIMARY KEY,       -- the number under which the copied rows are kept
    tenant INTEGER NOT NULL,      -- the number of the tenant it belongs to
    name TEXT NOT NULL,
    taken INTEGER NOT NULL,       -- real time
    tenant_row TEXT NOT NULL,           -- JSON: the tenant's own row at that moment
    UNIQUE (tenant, name)
) STRICT;
INSERT INTO "snapshot" VALUES(2097153,1,'middle',1795774762151551,'{"number":1,"name":"default","origin":"default","seed":0,"clock_mode":"frozen","clock_rate":60.0,"now":1788253566525547,"counts":"{\"call\":10,\"cleared\":0,\"begun\":0,\"dropped\":0,\"dropped_calls\":0,\"cluster\":4,\"task\":6,\"token\":1,\"template\":1,\"group\":0,\"serial\":127}","spec":"{}","last_seen":"{}","expires":0,"calls_allowed":0,"now_allowed":0,"reading":0.0,"boot":"","clock_interval":0,"rows":{"vpc":0,"vswitch":0,"rds_instance":0,"custom_image":0,"instance":0,"stock":0,"quota":0,"missing_role":0,"scenario":0,"rule_counter":0,"scheduled_action":0,"token":1,"account_entry":0,"client_token":0,"template":1,"cluster":4,"node_group":0,"node":9,"task":6,"step":7,"cluster_entry":0,"kubernetes_object":0,"kubernetes_timer":0,"log":34,"event":9,"trace":45,"decision":0,"call":10},"checksum":1501514648}');
INSERT INTO "snapshot" VALUES(2097154,2,'middle',1795774762159547,'{"number":2,"name":"LTAIpolling","origin":"tenant","seed":7,"clock_mode":"polling","clock_rate":60.0,"now":1788253200000000,"counts":"{\"call\":2,\"cleared\":0,\"begun\":0,\"dropped\":0,\"dropped_calls\":0,\"cluster\":1,\"task\":1,\"token\":0,\"template\":0,\"group\":0,\"serial\":5}","spec":"{\"origin\":\"tenant\",\"seed\":7,\"clock\":\"polling\",\"quotas\":{\"clusters\":3}}","last_seen":"{\"clusters\":[\"ccb371448a65945acb1ae6470e77da023 initial\"]}","expires":0,"calls_allowed":0,"now_allowed":0,"reading":0.0,"boot":"","clock_interval":0,"rows":{"vpc":0,"vswitch":0,"rds_instance":0,"custom_image":0,"instance":0,"stock":0,"quota":0,"missing_role":0,"scenario":0,"rule_counter":0,"scheduled_action":0,"token":0,"account_entry":0,"client_token":0,"template":0,"cluster":1,"node_group":0,"node":0,"task":1,"step":1,"cluster_entry":0,"kubernetes_object":0,"kubernetes_timer":0,"log":1,"event":1,"trace":0,"decision":0,"call":2},"checksum":1233472046}');
INSERT INTO "snapshot" VALUES(2097155,3,'middle',1795774762163283,'{"number":3,"name":"LTAIfixtures","origin":"tenant","seed":0,"clock_mode":"frozen","clock_rate":60.0,"now":1788253270000000,"counts":"{\"call\":2,\"cleared\":0,\"begun\":0,\"dropped\":0,\"dropped_calls\":0,\"cluster\":2,\"task\":2,\"token\":0,\"template\":0,\"group\":0,\"serial\":25}","spec":"{\"origin\":\"tenant\",\"clock\":\"frozen\",\"fixtures\":{\"quotas\":{\"nodes_per_cluster\":7},\"stock\":[{\"zone_id\":\"cn-beijing-b\",\"instance_type\":\"ecs.n1.small\",\"available\":1}]}}","last_seen":"{}","expires":0,"calls_allowed":0,"now_allowed":0,"reading":0.0,"boot":"","clock_interval":0,"rows":{"vpc":0,"vswitch":0,"rds_instance":0,"custom_image":0,"instance":0,"stock":1,"quota":1,"missing_role":0,"scenario":0,"rule_counter":0,"scheduled_action":0,"token":0,"account_entry":0,"client_token":0,"template":0,"cluster":2,"node_group":0,"node":1,"task":2,"step":2,"cluster_entry":0,"kubernetes_object":0,"kubernetes_timer":0,"log":6,"event":2,"trace":6,"decision":0,"call":2},"checksum":3547677255}');
INSERT INTO "snapshot" VALUES(2097156,4,'middle',1795774762169011,'{"number":4,"name":"LTAIfaults","origin":"tenant","seed":3,"clock_mode":"frozen","clock_rate":60.0,"now":1788255240000000,"counts":"{\"call\":6,\"cleared\":0,\"begun\":0,\"dropped\":0,\"dropped_calls\":0,\"cluster\":5,\"task\":5,\"token\":0,\"template\":0,\"group\":0,\"serial\":128}","spec":"{\"origin\":\"tenant\",\"seed\":3,\"clock\":\"frozen\",\"scenario\":\"{\\\"apiVersion\\\":\\\"simulator/v1\\\",\\\"kind\\\":\\\"Scenario\\\",\\\"metadata\\\":{\\\"name\\\":\\\"old\\\"},\\\"rules\\\":[{\\\"id\\\":\\\"slow-address\\\",\\\"when\\\":{\\\"cluster\\\":\\\"slow\\\",\\\"stage\\\":\\\"eip\\\"},\\\"then\\\":{\\\"slow\\\":{\\\"factor\\\":40}}},{\\\"id\\\":\\\"no-init\\\",\\\"when\\\":{\\\"cluster\\\":\\\"failing\\\",\\\"stage\\\":\\\"init\\\"},\\\"then\\\":{\\\"fail\\\":{\\\"code\\\":\\\"InternalError\\\",\\\"message\\\":\\\"it did «not» start\\\",\\\"after\\\":\\\"20m\\\"}}},{\\\"id\\\":\\\"held\\\",\\\"when\\\":{\\\"cluster\\\":\\\"stuck\\\",\\\"stage\\\":\\\"ecs\\\"},\\\"then\\\":{\\\"stuck\\\":{}}},{\\\"id\\\":\\\"comes-and-goes\\\",\\\"when\\\":{\\\"cluster\\\":\\\"flapping\\\"},\\\"then\\\":{\\\"flapping\\\":{\\\"times\\\":3,\\\"after\\\":\\\"30m\\\",\\\"every\\\":\\\"10m\\\"}}}],\\\"timeline\\\":[{\\\"at\\\":\\\"3h\\\",\\\"do\\\":\\\"lose_node\\\",\\\"cluster\\\":\\\"done\\\",\\\"for\\\":\\\"10m\\\"}]}\"}","last_seen":"{}","expires":0,"calls_allowed":0,"now_allowed":0,"reading":0.0,"boot":"","clock_interval":0,"rows":{"vpc":0,"vswitch":0,"rds_instance":0,"custom_image":0,"instance":0,"stock":0,"quota":0,"missing_role":0,"scenario":1,"rule_counter":5,"scheduled_action":2,"token":0,"account_entry":0,"client_token":0,"template":0,"cluster":5,"node_group":0,"node":9,"task":5,"step":7,"cluster_entry":0,"kubernetes_object":0,"kubernetes_timer":0,"log":30,"event":6,"trace":37,"decision":9,"call":6},"checksum":3880852026}');
CREATE TABLE "step" (
    id INTEGER PRIMARY KEY,
    task_id TEXT NOT NULL,
    cluster_id TEXT NOT NULL,
    instance_id TEXT NOT NULL,            -- empty for a stage of the cluster
    stage INTEGER NOT NULL,               -- index in the task's plan, from 0
    started INTEGER NOT NULL,
    due INTEGER NOT NULL,
    step_effect TEXT NOT NULL DEFAULT ''  -- JSON: what a rule does to the step; empty for nothing
, checksum INTEGER NOT NULL DEFAULT 0, is_wait INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "step" VALUES(1099511627846,'T-6a969510c28d97fb76e383ce','cb451ffc6fb124936a36247e4b92fde4b','i-2zejzjsv8e3qlnl6hian',6,1788253526883847,1788253737122854,'',3869352076,0);
INSERT INTO "step" VALUES(1099511627847,'T-6a969510c28d97fb76e383ce','cb451ffc6fb124936a36247e4b92fde4b','i-2ze9svogtorkjiz1glig',6,1788253522531266,1788253675289931,'',1692340900,0);
INSERT INTO "step" VALUES(1099511627848,'T-6a969510c28d97fb76e383ce','cb451ffc6fb124936a36247e4b92fde4b','i-2zebdug1hxwv2xzyonmy',6,1788253528040477,1788253700362270,'',3953532123,0);
INSERT INTO "step" VALUES(1099511627876,'T-6a96956a7e2ad33107d36cf7','c885406873e6a42179cc5da37f5383337','i-2zevylhce4l2kq4qpllv',2,1788253585606264,1788253598666056,'',2378827705,0);
INSERT INTO "step" VALUES(1099511627877,'T-6a96956a7e2ad33107d36cf7','c885406873e6a42179cc5da37f5383337','i-2zez7cg5ukz07j3ebcm1',1,1788253551147537,1788253587493643,'',2912243872,0);
INSERT INTO "step" VALUES(1099511627882,'T-6a96956a4cee117cab205c86','cfd30840104634889b2e4399feb861bc0','i-2zetcqqq4jd8f95ldjdv',3,1788253554418562,1788253593612061,'',190035338,0);
INSERT INTO "step" VALUES(1099511627901,'T-6a96956a7bd245acf413c8d7','cac2d4f4a9c76455b8bbf2c251d22702c','i-2ze04hnrzliqudyxvzen',3,1788253565448141,4611686018427387905,'',937557133,0);
INSERT INTO "step" VALUES(2199023255557,'T-6a9694109d01e7e155d71243','ccb371448a65945acb1ae6470e77da023','',0,1788253200000000,1788253205299068,'',3221932000,0);
INSERT INTO "step" VALUES(3298534883342,'T-6a9694109d9cc22d093f0b06','c5ca4a923bd774438a1369da9b236683d','i-2ze7me3s9y2g8xbe9x3j',6,1788253259441072,1788253434138964,'',2031883293,0);
INSERT INTO "step" VALUES(3298534883353,'T-6a96944c8b177c58c33517ce','c14381095a03945b2bcb7661329b77bc8','',0,1788253260000000,1788253271883163,'',353635310,0);
INSERT INTO "step" VALUES(4398046511162,'T-6a969b18341bc0c7842bed2d','cfad9960cac2a4bfa9f5d95dc2eb2be4a','i-2zen7mcvht64gxvi1d7o',6,1788255078967741,1788255249483428,'{"kind":"flapping","rule":"comes-and-goes","delay":0,"holds":false,"code":"","message":"","shape":"ResponseException","output":"","silent":false,"policy":"fail","log":"","lost_after":1800000000,"lost_for":20000000,"lost_times":3,"every":600000000}',3802001573,0);
INSERT INTO "step" VALUES(4398046511168,'T-6a969b189551319a7cc728e1','ce38457e7437e409cb861b2c7e29e22a0','i-2zeu2d8aryvhw9z3vban',4,1788255059101575,1788255485418975,'{"kind":"slow","rule":"slow-address","delay":415659465,"holds":false,"code":"","message":"","shape":"ResponseException","output":"","silent":false,"policy":"fail","log":"","lost_after":0,"lost_for":0,"lost_times":1,"every":0}',3896590477,0);
INSERT INTO "step" VALUES(4398046511169,'T-6a969b189551319a7cc728e1','ce38457e7437e409cb861b2c7e29e22a0','i-2ze51k01nrg4uk5e07xw',4,1788255052971430,1788255620956750,'{"kind":"slow","rule":"slow-address","delay":553785687,"holds":false,"code":"","message":"","shape":"ResponseException","output":"","silent":false,"policy":"fail","log":"","lost_after":0,"lost_for":0,"lost_times":1,"every":0}',2325228645,0);
INSERT INTO "step" VALUES(4398046511177,'T-6a969b18f4cb63a817db2eef','ca936982081244d898a086ed1ba846fd6','i-2zenk7687ogqprgqg79m',6,1788255061647213,1788256261647213,'{"kind":"fail","rule":"no-init","delay":1050924836,"holds":false,"code":"InternalError","message":"it did «not» start","shape":"ResponseException","output":"","silent":false,"policy":"fail","log":"","lost_after":0,"lost_for":0,"lost_times":1,"every":0}',3562638976,0);
INSERT INTO "step" VALUES(4398046511178,'T-6a969b18f4cb63a817db2eef','ca936982081244d898a086ed1ba846fd6','i-2zed8hk4kzn7oykqkk8g',6,1788255057679176,1788256257679176,'{"kind":"fail","rule":"no-init","delay":1018195827,"holds":false,"code":"InternalError","message":"it did «not» start","shape":"ResponseException","output":"","silent":false,"policy":"fail","log":"","lost_after":0,"lost_for":0,"lost_times":1,"every":0}',4175661054,0);
INSERT INTO "step" VALUES(4398046511190,'T-6a969b185f0388e9507444a1','c6098f502b9b7450c9127f5211321fc5b','i-2ze9779m83hs674s7dav',2,1788255012860399,4611686018427387905,'{"kind":"stuck","rule":"held","delay":0,"holds":true,"code":"","message":"","shape":"ResponseException","output":"","silent":false,"policy":"fail","log":"","lost_after":0,"lost_for":0,"lost_times":1,"every":0}',3001337773,0);
INSERT INTO "step" VALUES(4398046511192,'T-6a969b185f0388e9507444a1','c6098f502b9b7450c9127f5211321fc5b','i-2zeqrya3yp8gmkfshwt5',2,1788255012860399,4611686018427387905,'{"kind":"stuck","rule":"held","delay":0,"holds":true,"code":"","message":"","shape":"ResponseException","output":"","silent":false,"policy":"fail","log":"","lost_after":0,"lost_for":0,"lost_times":1,"every":0}',3787538695,0);
INSERT INTO "step" VALUES(2305844108725321798,'T-6a969510c28d97fb76e383ce','cb451ffc6fb124936a36247e4b92fde4b','i-2zejzjsv8e3qlnl6hian',6,1788253526883847,1788253737122854,'',3869352076,0);
INSERT INTO "step" VALUES(2305844108725321799,'T-6a969510c28d97fb76e383ce','cb451ffc6fb124936a36247e4b92fde4b','i-2ze9svogtorkjiz1glig',6,1788253522531266,1788253675289931,'',1692340900,0);
INSERT INTO "step" VALUES(2305844108725321800,'T-6a969510c28d97fb76e383ce','cb451ffc6fb124936a36247e4b92fde4b','i-2zebdug1hxwv2xzyonmy',6,1788253528040477,1788253700362270,'',3953532123,0);
INSERT INTO "step" VALUES(2305844108725321828,'T-6a96956a7e2ad33107d36cf7','c885406873e6a42179cc5da37f5383337','i-2zevylhce4l2kq4qpllv',1,1788253550767715,1788253585606264,'',1444504131,0);
INSERT INTO "step" VALUES(2305844108725321829,'T-6a96956a7e2ad33107d36cf7','c885406873e6a42179cc5da37f5383337','i-2zez7cg5ukz07j3ebcm1',1,1788253551147537,1788253587493643,'',2912243872,0);
INSERT INTO "step" VALUES(2305844108725321834,'T-6a96956a4cee117cab205c86','cfd30840104634889b2e4399feb861bc0','i-2zetcqqq4jd8f95ldjdv',3,1788253554418562,1788253593612061,'',190035338,0);
INSERT INTO "step" VALUES(2305844108725321853,'T-6a96956a7bd245acf413c8d7','cac2d4f4a9c76455b8bbf2c251d22702c','i-2ze04hnrzliqudyxvzen',3,1788253565448141,4611686018427387905,'',937557133,0);
INSERT INTO "step" VALUES(2305845208236949509,'T-6a9694109d01e7e155d71243','ccb371448a65945acb1ae6470e77da023','',0,1788253200000000,1788253205299068,'',3221932000,0);
INSERT INTO "step" VALUES(2305846307748577294,'T-6a9694109d9cc22d093f0b06','c5ca4a923bd774438a1369da9b236683d','i-2ze7me3s9y2g8xbe9x3j',6,1788253259441072,1788253434138964,'',2031883293,0);
INSERT INTO "step" VALUES(2305846307748577305,'T-6a96944c8b177c58c33517ce','c14381095a03945b2bcb7661329b77bc8','',0,1788253260000000,1788253271883163,'',353635310,0);
INSERT INTO "step" VALUES(2305847407260205114,'T-6a969b18341bc0c7842bed2d','cfad9960cac2a4bfa9f5d95dc2eb2be4a','i-2zen7mcvht64gxvi1d7o',6,1788255078967741,1788255249483428,'{"kind":"flapping","rule":"comes-and-goes","delay":0,"holds":false,"code":"","message":"","shape":"ResponseException","output":"","silent":false,"policy":"fail","log":"","lost_after":1800000000,"lost_for":20000000,"lost_times":3,"every":600000000}',3802001573,0);
INSERT INTO "step" VALUES(2305847407260205120,'T-6a969b189551319a7cc728e1','ce38457e7437e409cb861b2c7e29e22a0','i-2zeu2d8aryvhw9z3vban',4,1788255059101575,1788255485418975,'{"kind":"slow","rule":"slow-address","delay":415659465,"holds":false,"code":"","message":"","shape":"ResponseException","output":"","silent":false,"policy":"fail","log":"","lost_after":0,"lost_for":0,"lost_times":1,"every":0}',3896590477,0);
INSERT INTO "step" VALUES(2305847407260205121,'T-6a969b189551319a7cc728e1','ce38457e7437e409cb861b2c7e29e22a0','i-2ze51k01nrg4uk5e07xw',4,1788255052971430,1788255620956750,'{"kind":"slow","rule":"slow-address","delay":553785687,"holds":false,"code":"","message":"","shape":"ResponseException","output":"","silent":false,"policy":"fail","log":"","lost_after":0,"lost_for":0,"lost_times":1,"every":0}',2325228645,0);
INSERT INTO "step" VALUES(2305847407260205129,'T-6a969b18f4cb63a817db2eef','ca936982081244d898a086ed1ba846fd6','i-2zenk7687ogqprgqg79m',6,1788255061647213,1788256261647213,'{"kind":"fail","rule":"no-init","delay":1050924836,"holds":false,"code":"InternalError","message":"it did «not» start","shape":"ResponseException","output":"","silent":false,"policy":"fail","log":"","lost_after":0,"lost_for":0,"lost_times":1,"every":0}',3562638976,0);
INSERT INTO "step" VALUES(2305847407260205130,'T-6a969b18f4cb63a817db2eef','ca936982081244d898a086ed1ba846fd6','i-2zed8hk4kzn7oykqkk8g',6,1788255057679176,1788256257679176,'{"kind":"fail","rule":"no-init","delay":1018195827,"holds":false,"code":"InternalError","message":"it did «not» start","shape":"ResponseException","output":"","silent":false,"policy":"fail","log":"","lost_after":0,"lost_for":0,"lost_times":1,"every":0}',4175661054,0);
INSERT INTO "step" VALUES(2305847407260205142,'T-6a969b185f0388e9507444a1','c6098f502b9b7450c9127f5211321fc5b','i-2ze9779m83hs674s7dav',2,1788255012860399,4611686018427387905,'{"kind":"stuck","rule":"held","delay":0,"holds":true,"code":"","message":"","shape":"ResponseException","output":"","silent":false,"policy":"fail","log":"","lost_after":0,"lost_for":0,"lost_times":1,"every":0}',3001337773,0);
INSERT INTO "step" VALUES(2305847407260205144,'T-6a969b185f0388e9507444a1','c6098f502b9b7450c9127f5211321fc5b','i-2zeqrya3yp8gmkfshwt5',2,1788255012860399,4611686018427387905,'{"kind":"stuck","rule":"held","delay":0,"holds":true,"code":"","message":"","shape":"ResponseException","output":"","silent":false,"policy":"fail","log":"","lost_after":0,"lost_for":0,"lost_times":1,"every":0}',3787538695,0);
CREATE TABLE stock (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,            -- zone and type, separated by one blank
    zone_id TEXT NOT NULL,
    instance_type TEXT NOT NULL,
    available INTEGER NOT NULL
, checksum INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "stock" VALUES(3298534883330,'cn-beijing-b ecs.n1.small','cn-beijing-b','ecs.n1.small',0,2377204643);
INSERT INTO "stock" VALUES(2305846307748577282,'cn-beijing-b ecs.n1.small','cn-beijing-b','ecs.n1.small',0,2377204643);
CREATE TABLE "task" (
    id INTEGER PRIMARY KEY,
    task_id TEXT NOT NULL,
    cluster_id TEXT NOT NULL,
    plan TEXT NOT NULL,
    state TEXT NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    pending_nodes INTEGER NOT NULL,       -- nodes whose stages are not finished
    error_code TEXT NOT NULL,
    error_message TEXT NOT NULL,
    number INTEGER NOT NULL DEFAULT 1,    -- counts the cluster's tasks, from 1
    nodes TEXT NOT NULL DEFAULT ''        -- instance ids, separated by one blank
, group_id TEXT NOT NULL DEFAULT '', checksum INTEGER NOT NULL DEFAULT 0, queued TEXT NOT NULL DEFAULT '', properties TEXT NOT NULL DEFAULT '{}') STRICT;
INSERT INTO "task" VALUES(1099511627778,'T-6a9694100d7fffbb63d19e12','c885406873e6a42179cc5da37f5383337','swarm/CreateCluster','success',1788253200000000,1788253456525547,0,'','',1,'i-2ze3t25bw6977az6r3zo i-2zem0nh9z5sc9m4vy4gj','',3743773071,'','{}');
INSERT INTO "task" VALUES(1099511627783,'T-6a9694102513061dffb812b1','cfd30840104634889b2e4399feb861bc0','swarm/CreateCluster','success',1788253200000000,1788253387009908,0,'','',1,'i-2zetcqqq4jd8f95ldjdv','',1800376613,'','{}');
INSERT INTO "task" VALUES(1099511627834,'T-6a969510c28d97fb76e383ce','cb451ffc6fb124936a36247e4b92fde4b','swarm/CreateCluster','running',1788253456525547,1788253464774894,3,'','',1,'i-2zejzjsv8e3qlnl6hian i-2ze9svogtorkjiz1glig i-2zebdug1hxwv2xzyonmy','',3146990634,'','{}');
INSERT INTO "task" VALUES(1099511627873,'T-6a96956a7e2ad33107d36cf7','c885406873e6a42179cc5da37f5383337','swarm/ScaleCluster','running',1788253546525547,1788253546525547,2,'','',2,'i-2zevylhce4l2kq4qpllv i-2zez7cg5ukz07j3ebcm1','',2148414598,'','{}');
INSERT INTO "task" VALUES(1099511627879,'T-6a96956a4cee117cab205c86','cfd30840104634889b2e4399feb861bc0','swarm/DeleteCluster','running',1788253546525547,1788253546525547,1,'','',2,'i-2zetcqqq4jd8f95ldjdv','',511791433,'','{}');
INSERT INTO "task" VALUES(1099511627884,'T-6a96956a7bd245acf413c8d7','cac2d4f4a9c76455b8bbf2c251d22702c','swarm/CreateCluster','running',1788253546525547,1788253558580811,1,'','',1,'i-2ze04hnrzliqudyxvzen','',2349791184,'','{}');
INSERT INTO "task" VALUES(2199023255554,'T-6a9694109d01e7e155d71243','ccb371448a65945acb1ae6470e77da023','swarm/CreateCluster','running',1788253200000000,1788253200000000,0,'','',1,'','',255062016,'','{}');
INSERT INTO "task" VALUES(3298534883332,'T-6a9694109d9cc22d093f0b06','c5ca4a923bd774438a1369da9b236683d','swarm/CreateCluster','running',1788253200000000,1788253214592172,1,'','',1,'i-2ze7me3s9y2g8xbe9x3j','',1297449533,'','{}');
INSERT INTO "task" VALUES(3298534883350,'T-6a96944c8b177c58c33517ce','c14381095a03945b2bcb7661329b77bc8','swarm/CreateCluster','running',1788253260000000,1788253260000000,0,'','',1,'','',2652778039,'','{}');
INSERT INTO "task" VALUES(4398046511110,'T-6a969410214d844f442ceb97','c9d727ba7236b4c7fb55b71ec5d6afa33','swarm/CreateCluster','success',1788253200000000,1788253421049490,0,'','',1,'i-2zehwlp3x1knhmazvr3o','',3302416158,'','{}');
INSERT INTO "task" VALUES(4398046511133,'T-6a969b189551319a7cc728e1','ce38457e7437e409cb861b2c7e29e22a0','swarm/CreateCluster','running',1788255000000000,1788255007510501,2,'','',1,'i-2zeu2d8aryvhw9z3vban i-2ze51k01nrg4uk5e07xw','',4083451923,'','{}');
INSERT INTO "task" VALUES(4398046511138,'T-6a969b18f4cb63a817db2eef','ca936982081244d898a086ed1ba846fd6','swarm/CreateCluster','running',1788255000000000,1788255008803449,2,'','',1,'i-2zenk7687ogqprgqg79m i-2zed8hk4kzn7oykqkk8g','',2144993847,'','{}');
INSERT INTO "task" VALUES(4398046511143,'T-6a969b185f0388e9507444a1','c6098f502b9b7450c9127f5211321fc5b','swarm/CreateCluster','running',1788255000000000,1788255012860399,2,'','',1,'i-2ze9779m83hs674s7dav i-2zeqrya3yp8gmkfshwt5','',330991082,'','{}');
INSERT INTO "task" VALUES(4398046511148,'T-6a969b18341bc0c7842bed2d','cfad9960cac2a4bfa9f5d95dc2eb2be4a','swarm/CreateCluster','running',1788255000000000,1788255006366233,1,'','',1,'i-2zen7mcvht64gxvi1d7o i-2zep5936frsv3wru237i','',2400583293,'','{}');
INSERT INTO "task" VALUES(2305844108725321730,'T-6a9694100d7fffbb63d19e12','c885406873e6a42179cc5da37f5383337','swarm/CreateCluster','success',1788253200000000,1788253456525547,0,'','',1,'i-2ze3t25bw6977az6r3zo i-2zem0nh9z5sc9m4vy4gj','',3743773071,'','{}');
INSERT INTO "task" VALUES(2305844108725321735,'T-6a9694102513061dffb812b1','cfd30840104634889b2e4399feb861bc0','swarm/CreateCluster','success',1788253200000000,1788253387009908,0,'','',1,'i-2zetcqqq4jd8f95ldjdv','',1800376613,'','{}');
INSERT INTO "task" VALUES(2305844108725321786,'T-6a969510c28d97fb76e383ce','cb451ffc6fb124936a36247e4b92fde4b','swarm/CreateCluster','running',1788253456525547,1788253464774894,3,'','',1,'i-2zejzjsv8e3qlnl6hian i-2ze9svogtorkjiz1glig i-2zebdug1hxwv2xzyonmy','',3146990634,'','{}');
INSERT INTO "task" VALUES(2305844108725321825,'T-6a96956a7e2ad33107d36cf7','c885406873e6a42179cc5da37f5383337','swarm/ScaleCluster','running',1788253546525547,1788253546525547,2,'','',2,'i-2zevylhce4l2kq4qpllv i-2zez7cg5ukz07j3ebcm1','',2148414598,'','{}');
INSERT INTO "task" VALUES(2305844108725321831,'T-6a96956a4cee117cab205c86','cfd30840104634889b2e4399feb861bc0','swarm/DeleteCluster','running',1788253546525547,1788253546525547,1,'','',2,'i-2zetcqqq4jd8f95ldjdv','',511791433,'','{}');
INSERT INTO "task" VALUES(2305844108725321836,'T-6a96956a7bd245acf413c8d7','cac2d4f4a9c76455b8bbf2c251d22702c','swarm/CreateCluster','running',1788253546525547,1788253558580811,1,'','',1,'i-2ze04hnrzliqudyxvzen','',2349791184,'','{}');
INSERT INTO "task" VALUES(2305845208236949506,'T-6a9694109d01e7e155d71243','ccb371448a65945acb1ae6470e77da023','swarm/CreateCluster','running',1788253200000000,1788253200000000,0,'','',1,'','',255062016,'','{}');
INSERT INTO "task" VALUES(2305846307748577284,'T-6a9694109d9cc22d093f0b06','c5ca4a923bd774438a1369da9b236683d','swarm/CreateCluster','running',1788253200000000,1788253214592172,1,'','',1,'i-2ze7me3s9y2g8xbe9x3j','',1297449533,'','{}');
INSERT INTO "task" VALUES(2305846307748577302,'T-6a96944c8b177c58c33517ce','c14381095a03945b2bcb7661329b77bc8','swarm/CreateCluster','running',1788253260000000,1788253260000000,0,'','',1,'','',2652778039,'','{}');
INSERT INTO "task" VALUES(2305847407260205062,'T-6a969410214d844f442ceb97','c9d727ba7236b4c7fb55b71ec5d6afa33','swarm/CreateCluster','success',1788253200000000,1788253421049490,0,'','',1,'i-2zehwlp3x1knhmazvr3o','',3302416158,'','{}');
INSERT INTO "task" VALUES(2305847407260205085,'T-6a969b189551319a7cc728e1','ce38457e7437e409cb861b2c7e29e22a0','swarm/CreateCluster','running',1788255000000000,1788255007510501,2,'','',1,'i-2zeu2d8aryvhw9z3vban i-2ze51k01nrg4uk5e07xw','',4083451923,'','{}');
INSERT INTO "task" VALUES(2305847407260205090,'T-6a969b18f4cb63a817db2eef','ca936982081244d898a086ed1ba846fd6','swarm/CreateCluster','running',1788255000000000,1788255008803449,2,'','',1,'i-2zenk7687ogqprgqg79m i-2zed8hk4kzn7oykqkk8g','',2144993847,'','{}');
INSERT INTO "task" VALUES(2305847407260205095,'T-6a969b185f0388e9507444a1','c6098f502b9b7450c9127f5211321fc5b','swarm/CreateCluster','running',1788255000000000,1788255012860399,2,'','',1,'i-2ze9779m83hs674s7dav i-2zeqrya3yp8gmkfshwt5','',330991082,'','{}');
INSERT INTO "task" VALUES(2305847407260205100,'T-6a969b18341bc0c7842bed2d','cfad9960cac2a4bfa9f5d95dc2eb2be4a','swarm/CreateCluster','running',1788255000000000,1788255006366233,1,'','',1,'i-2zen7mcvht64gxvi1d7o i-2zep5936frsv3wru237i','',2400583293,'','{}');
CREATE TABLE template (
    id INTEGER PRIMARY KEY,
    template_id TEXT NOT NULL,
    name TEXT NOT NULL,
    template TEXT NOT NULL,
    description TEXT NOT NULL,
    tags TEXT NOT NULL,
    template_type TEXT NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL
, checksum INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "template" VALUES(1099511627869,'fcc878d4-5019-4700-8199-685104a96616','t','web:
  image: nginx
','','','compose',1788253546525547,1788253546525547,3046174748);
INSERT INTO "template" VALUES(2305844108725321821,'fcc878d4-5019-4700-8199-685104a96616','t','web:
  image: nginx
','','','compose',1788253546525547,1788253546525547,3046174748);
CREATE TABLE "tenant" (
    id INTEGER PRIMARY KEY,       -- the tenant's number, from 1
    name TEXT NOT NULL UNIQUE,    -- the AccessKey id, or "default" for unsigned calls
    origin TEXT NOT NULL,         -- keys all randomness of the tenant, together with its seed
    seed INTEGER NOT NULL,
    clock_mode TEXT NOT NULL,
    clock_rate REAL NOT NULL,
    now INTEGER NOT NULL,         -- virtual time when the tenant was last written
    counts TEXT NOT NULL,         -- JSON: the last number given, by what is numbered
    spec TEXT NOT NULL DEFAULT '{}',       -- JSON: what the tenant was made with
    last_seen TEXT NOT NULL DEFAULT '{}',  -- JSON: what each polling read returned last
    expires INTEGER NOT NULL DEFAULT 0     -- real time; 0 for never
, calls_allowed INTEGER NOT NULL DEFAULT 0, now_allowed INTEGER NOT NULL DEFAULT 0, reading REAL NOT NULL DEFAULT 0, boot TEXT NOT NULL DEFAULT '', checksum INTEGER NOT NULL DEFAULT 0, clock_interval INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "tenant" VALUES(1,'default','default',0,'frozen',60.0,1788253586525547,'{"call":10,"cleared":0,"begun":0,"dropped":0,"dropped_calls":0,"cluster":4,"task":6,"token":1,"template":1,"group":0,"serial":128}','{}','{}',0,10,1788253586525547,47607.767794015,'52f90677-7427-4758-8f94-5942c7aa4031',3514185245,0);
INSERT INTO "tenant" VALUES(2,'LTAIpolling','tenant',7,'polling',60.0,1788253200000000,'{"call":2,"cleared":0,"begun":0,"dropped":0,"dropped_calls":0,"cluster":1,"task":1,"token":0,"template":0,"group":0,"serial":5}','{"origin":"tenant","seed":7,"clock":"polling","quotas":{"clusters":3}}','{"clusters":["ccb371448a65945acb1ae6470e77da023 initial"]}',0,2,1788253200000000,47607.767794015,'52f90677-7427-4758-8f94-5942c7aa4031',783856926,0);
INSERT INTO "tenant" VALUES(3,'LTAIfixtures','tenant',0,'frozen',60.0,1788253270000000,'{"call":2,"cleared":0,"begun":0,"dropped":0,"dropped_calls":0,"cluster":2,"task":2,"token":0,"template":0,"group":0,"serial":25}','{"origin":"tenant","clock":"frozen","fixtures":{"quotas":{"nodes_per_cluster":7},"stock":[{"zone_id":"cn-beijing-b","instance_type":"ecs.n1.small","available":1}]}}','{}',0,2,1788253270000000,47607.767794015,'52f90677-7427-4758-8f94-5942c7aa4031',1232073722,0);
INSERT INTO "tenant" VALUES(4,'LTAIfaults','tenant',3,'frozen',60.0,1788255240000000,'{"call":6,"cleared":0,"begun":0,"dropped":0,"dropped_calls":0,"cluster":5,"task":5,"token":0,"template":0,"group":0,"serial":128}','{"origin":"tenant","seed":3,"clock":"frozen","scenario":"{\"apiVersion\":\"simulator/v1\",\"kind\":\"Scenario\",\"metadata\":{\"name\":\"old\"},\"rules\":[{\"id\":\"slow-address\",\"when\":{\"cluster\":\"slow\",\"stage\":\"eip\"},\"then\":{\"slow\":{\"factor\":40}}},{\"id\":\"no-init\",\"when\":{\"cluster\":\"failing\",\"stage\":\"init\"},\"then\":{\"fail\":{\"code\":\"InternalError\",\"message\":\"it did «not» start\",\"after\":\"20m\"}}},{\"id\":\"held\",\"when\":{\"cluster\":\"stuck\",\"stage\":\"ecs\"},\"then\":{\"stuck\":{}}},{\"id\":\"comes-and-goes\",\"when\":{\"cluster\":\"flapping\"},\"then\":{\"flapping\":{\"times\":3,\"after\":\"30m\",\"every\":\"10m\"}}}],\"timeline\":[{\"at\":\"3h\",\"do\":\"lose_node\",\"cluster\":\"done\",\"for\":\"10m\"}]}"}','{}',0,6,1788255240000000,47607.767794015,'52f90677-7427-4758-8f94-5942c7aa4031',1757883855,0);
CREATE TABLE token (
    id INTEGER PRIMARY KEY,
    number INTEGER NOT NULL,      -- the text is derived from it and never kept
    cluster_id TEXT NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    expired INTEGER NOT NULL,
    is_permanent INTEGER NOT NULL,
    is_revoked INTEGER NOT NULL
, checksum INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "token" VALUES(1099511627868,1,'c885406873e6a42179cc5da37f5383337',1788253546525547,1788253546525547,1788339946525547,0,0,2474629004);
INSERT INTO "token" VALUES(2305844108725321820,1,'c885406873e6a42179cc5da37f5383337',1788253546525547,1788253546525547,1788339946525547,0,0,2474629004);
CREATE TABLE trace (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,           -- 'step' or 'state'
    cluster_id TEXT NOT NULL,
    task_id TEXT NOT NULL,
    instance_id TEXT NOT NULL,
    name TEXT NOT NULL,           -- of a step, its stage; the new state
    started INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    outcome TEXT NOT NULL         -- 'done', 'failed', 'canceled'; the old state
, group_id TEXT NOT NULL DEFAULT '', checksum INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "trace" VALUES(1099511627788,'step','cfd30840104634889b2e4399feb861bc0','T-6a9694102513061dffb812b1','','slb',1788253200000000,1788253206526145,'done','',2063999213);
INSERT INTO "trace" VALUES(1099511627791,'step','cfd30840104634889b2e4399feb861bc0','T-6a9694102513061dffb812b1','','security_group',1788253206526145,1788253208375066,'done','',838670511);
INSERT INTO "trace" VALUES(1099511627795,'step','c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12','','slb',1788253200000000,1788253209614912,'done','',679293696);
INSERT INTO "trace" VALUES(1099511627798,'step','c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12','','security_group',1788253209614912,1788253210632941,'done','',3948337049);
INSERT INTO "trace" VALUES(1099511627804,'step','cfd30840104634889b2e4399feb861bc0','T-6a9694102513061dffb812b1','i-2zetcqqq4jd8f95ldjdv','ecs',1788253208375066,1788253211670112,'done','',1203988119);
INSERT INTO "trace" VALUES(1099511627806,'step','c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12','i-2zem0nh9z5sc9m4vy4gj','ecs',1788253210632941,1788253215796720,'done','',907786549);
INSERT INTO "trace" VALUES(1099511627808,'step','c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12','i-2ze3t25bw6977az6r3zo','ecs',1788253210632941,1788253217350808,'done','',2944226172);
INSERT INTO "trace" VALUES(1099511627809,'step','cfd30840104634889b2e4399feb861bc0','T-6a9694102513061dffb812b1','i-2zetcqqq4jd8f95ldjdv','boot',1788253211670112,1788253236298863,'done','',1279263620);
INSERT INTO "trace" VALUES(1099511627811,'step','cfd30840104634889b2e4399feb861bc0','T-6a9694102513061dffb812b1','i-2zetcqqq4jd8f95ldjdv','eip',1788253236298863,1788253245448786,'done','',1624060639);
INSERT INTO "trace" VALUES(1099511627812,'step','cfd30840104634889b2e4399feb861bc0','T-6a9694102513061dffb812b1','i-2zetcqqq4jd8f95ldjdv','route',1788253245448786,1788253248538195,'done','',3758161404);
INSERT INTO "trace" VALUES(1099511627813,'step','c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12','i-2zem0nh9z5sc9m4vy4gj','boot',1788253215796720,1788253248996079,'done','',1118276863);
INSERT INTO "trace" VALUES(1099511627815,'step','c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12','i-2zem0nh9z5sc9m4vy4gj','eip',1788253248996079,1788253254435919,'done','',2328897218);
INSERT INTO "trace" VALUES(1099511627816,'step','c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12','i-2zem0nh9z5sc9m4vy4gj','route',1788253254435919,1788253258550579,'done','',330888783);
INSERT INTO "trace" VALUES(1099511627817,'step','c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12','i-2ze3t25bw6977az6r3zo','boot',1788253217350808,1788253261402490,'done','',3316394936);
INSERT INTO "trace" VALUES(1099511627819,'step','c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12','i-2ze3t25bw6977az6r3zo','eip',1788253261402490,1788253270886719,'done','',3313729068);
INSERT INTO "trace" VALUES(1099511627820,'step','c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12','i-2ze3t25bw6977az6r3zo','route',1788253270886719,1788253273323203,'done','',2523401933);
INSERT INTO "trace" VALUES(1099511627822,'step','cfd30840104634889b2e4399feb861bc0','T-6a9694102513061dffb812b1','i-2zetcqqq4jd8f95ldjdv','init',1788253248538195,1788253387009908,'done','',21647695);
INSERT INTO "trace" VALUES(1099511627824,'state','cfd30840104634889b2e4399feb861bc0','T-6a9694102513061dffb812b1','','running',1788253387009908,1788253387009908,'initial','',2916357404);
INSERT INTO "trace" VALUES(1099511627827,'step','c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12','i-2ze3t25bw6977az6r3zo','init',1788253273323203,1788253442253162,'done','',2881949083);
INSERT INTO "trace" VALUES(1099511627829,'step','c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12','i-2zem0nh9z5sc9m4vy4gj','init',1788253258550579,1788253456525547,'done','',3878270152);
INSERT INTO "trace" VALUES(1099511627831,'state','c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12','','running',1788253456525547,1788253456525547,'initial','',2395896476);
INSERT INTO "trace" VALUES(1099511627839,'step','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','','slb',1788253456525547,1788253463751532,'done','',4229153475);
INSERT INTO "trace" VALUES(1099511627842,'step','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','','security_group',1788253463751532,1788253464774894,'done','',757032929);
INSERT INTO "trace" VALUES(1099511627850,'step','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','i-2zebdug1hxwv2xzyonmy','ecs',1788253464774894,1788253467781386,'done','',3581748821);
INSERT INTO "trace" VALUES(1099511627852,'step','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','i-2ze9svogtorkjiz1glig','ecs',1788253464774894,1788253471795213,'done','',2451724135);
INSERT INTO "trace" VALUES(1099511627854,'step','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','i-2zejzjsv8e3qlnl6hian','ecs',1788253464774894,1788253472661084,'done','',1418289839);
INSERT INTO "trace" VALUES(1099511627855,'step','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','i-2ze9svogtorkjiz1glig','boot',1788253471795213,1788253510396058,'done','',3517249458);
INSERT INTO "trace" VALUES(1099511627856,'step','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','i-2zebdug1hxwv2xzyonmy','boot',1788253467781386,1788253511256082,'done','',2973164102);
INSERT INTO "trace" VALUES(1099511627857,'step','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','i-2zejzjsv8e3qlnl6hian','boot',1788253472661084,1788253512684581,'done','',2506943632);
INSERT INTO "trace" VALUES(1099511627859,'step','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','i-2ze9svogtorkjiz1glig','eip',1788253510396058,1788253519941795,'done','',3741362853);
INSERT INTO "trace" VALUES(1099511627860,'step','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','i-2ze9svogtorkjiz1glig','route',1788253519941795,1788253522531266,'done','',1921038604);
INSERT INTO "trace" VALUES(1099511627862,'step','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','i-2zejzjsv8e3qlnl6hian','eip',1788253512684581,1788253523691846,'done','',1060677212);
INSERT INTO "trace" VALUES(1099511627864,'step','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','i-2zebdug1hxwv2xzyonmy','eip',1788253511256082,1788253526691645,'done','',4088805013);
INSERT INTO "trace" VALUES(1099511627865,'step','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','i-2zejzjsv8e3qlnl6hian','route',1788253523691846,1788253526883847,'done','',2572403881);
INSERT INTO "trace" VALUES(1099511627866,'step','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','i-2zebdug1hxwv2xzyonmy','route',1788253526691645,1788253528040477,'done','',3672835456);
INSERT INTO "trace" VALUES(1099511627872,'state','c885406873e6a42179cc5da37f5383337','','','scaling',1788253546525547,1788253546525547,'running','',3398359457);
INSERT INTO "trace" VALUES(1099511627878,'state','cfd30840104634889b2e4399feb861bc0','','','deleting',1788253546525547,1788253546525547,'running','',1744417441);
INSERT INTO "trace" VALUES(1099511627888,'step','cfd30840104634889b2e4399feb861bc0','T-6a96956a4cee117cab205c86','i-2zetcqqq4jd8f95ldjdv','leave_slb',1788253546525547,1788253547841485,'done','',1797422063);
INSERT INTO "trace" VALUES(1099511627890,'step','c885406873e6a42179cc5da37f5383337','T-6a96956a7e2ad33107d36cf7','i-2zevylhce4l2kq4qpllv','ecs',1788253546525547,1788253550767715,'done','',614046293);
INSERT INTO "trace" VALUES(1099511627891,'step','cfd30840104634889b2e4399feb861bc0','T-6a96956a4cee117cab205c86','i-2zetcqqq4jd8f95ldjdv','delete_route',1788253547841485,1788253550777011,'done','',1536765975);
INSERT INTO "trace" VALUES(1099511627893,'step','c885406873e6a42179cc5da37f5383337','T-6a96956a7e2ad33107d36cf7','i-2zez7cg5ukz07j3ebcm1','ecs',1788253546525547,1788253551147537,'done','',2342696832);
INSERT INTO "trace" VALUES(1099511627894,'step','cfd30840104634889b2e4399feb861bc0','T-6a96956a4cee117cab205c86','i-2zetcqqq4jd8f95ldjdv','delete_eip',1788253550777011,1788253554418562,'done','',2008471309);
INSERT INTO "trace" VALUES(1099511627896,'step','cac2d4f4a9c76455b8bbf2c251d22702c','T-6a96956a7bd245acf413c8d7','','slb',1788253546525547,1788253557536737,'done','',110598969);
INSERT INTO "trace" VALUES(1099511627899,'step','cac2d4f4a9c76455b8bbf2c251d22702c','T-6a96956a7bd245acf413c8d7','','security_group',1788253557536737,1788253558580811,'done','',2510634170);
INSERT INTO "trace" VALUES(1099511627903,'step','cac2d4f4a9c76455b8bbf2c251d22702c','T-6a96956a7bd245acf413c8d7','i-2ze04hnrzliqudyxvzen','ecs',1788253558580811,1788253565448141,'done','',1777314992);
INSERT INTO "trace" VALUES(1099511627904,'step','c885406873e6a42179cc5da37f5383337','T-6a96956a7e2ad33107d36cf7','i-2zevylhce4l2kq4qpllv','boot',1788253550767715,1788253585606264,'done','',595510405);
INSERT INTO "trace" VALUES(3298534883337,'step','c5ca4a923bd774438a1369da9b236683d','T-6a9694109d9cc22d093f0b06','','slb',1788253200000000,1788253213260301,'done','',1415385532);
INSERT INTO "trace" VALUES(3298534883340,'step','c5ca4a923bd774438a1369da9b236683d','T-6a9694109d9cc22d093f0b06','','security_group',1788253213260301,1788253214592172,'done','',595132354);
INSERT INTO "trace" VALUES(3298534883344,'step','c5ca4a923bd774438a1369da9b236683d','T-6a9694109d9cc22d093f0b06','i-2ze7me3s9y2g8xbe9x3j','ecs',1788253214592172,1788253221206893,'done','',616726962);
INSERT INTO "trace" VALUES(3298534883345,'step','c5ca4a923bd774438a1369da9b236683d','T-6a9694109d9cc22d093f0b06','i-2ze7me3s9y2g8xbe9x3j','boot',1788253221206893,1788253242570461,'done','',3459492536);
INSERT INTO "trace" VALUES(3298534883347,'step','c5ca4a923bd774438a1369da9b236683d','T-6a9694109d9cc22d093f0b06','i-2ze7me3s9y2g8xbe9x3j','eip',1788253242570461,1788253257410161,'done','',31168103);
INSERT INTO "trace" VALUES(3298534883348,'step','c5ca4a923bd774438a1369da9b236683d','T-6a9694109d9cc22d093f0b06','i-2ze7me3s9y2g8xbe9x3j','route',1788253257410161,1788253259441072,'done','',3988723844);
INSERT INTO "trace" VALUES(4398046511115,'step','c9d727ba7236b4c7fb55b71ec5d6afa33','T-6a969410214d844f442ceb97','','slb',1788253200000000,1788253206983293,'done','',2406893279);
INSERT INTO "trace" VALUES(4398046511118,'step','c9d727ba7236b4c7fb55b71ec5d6afa33','T-6a969410214d844f442ceb97','','security_group',1788253206983293,1788253208348097,'done','',3299618860);
INSERT INTO "trace" VALUES(4398046511122,'step','c9d727ba7236b4c7fb55b71ec5d6afa33','T-6a969410214d844f442ceb97','i-2zehwlp3x1knhmazvr3o','ecs',1788253208348097,1788253211817387,'done','',848260767);
INSERT INTO "trace" VALUES(4398046511123,'step','c9d727ba7236b4c7fb55b71ec5d6afa33','T-6a969410214d844f442ceb97','i-2zehwlp3x1knhmazvr3o','boot',1788253211817387,1788253248089433,'done','',1210248560);
INSERT INTO "trace" VALUES(4398046511125,'step','c9d727ba7236b4c7fb55b71ec5d6afa33','T-6a969410214d844f442ceb97','i-2zehwlp3x1knhmazvr3o','eip',1788253248089433,1788253262840229,'done','',4185087806);
INSERT INTO "trace" VALUES(4398046511126,'step','c9d727ba7236b4c7fb55b71ec5d6afa33','T-6a969410214d844f442ceb97','i-2zehwlp3x1knhmazvr3o','route',1788253262840229,1788253264392370,'done','',84844427);
INSERT INTO "trace" VALUES(4398046511128,'step','c9d727ba7236b4c7fb55b71ec5d6afa33','T-6a969410214d844f442ceb97','i-2zehwlp3x1knhmazvr3o','init',1788253264392370,1788253421049490,'done','',1222586423);
INSERT INTO "trace" VALUES(4398046511130,'state','c9d727ba7236b4c7fb55b71ec5d6afa33','T-6a969410214d844f442ceb97','','running',1788253421049490,1788253421049490,'initial','',3980672287);
INSERT INTO "trace" VALUES(4398046511153,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d','','slb',1788255000000000,1788255005144725,'done','',1432288697);
INSERT INTO "trace" VALUES(4398046511156,'step','ce38457e7437e409cb861b2c7e29e22a0','T-6a969b189551319a7cc728e1','','slb',1788255000000000,1788255006320198,'done','',3159935673);
INSERT INTO "trace" VALUES(4398046511159,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d','','security_group',1788255005144725,1788255006366233,'done','',174123084);
INSERT INTO "trace" VALUES(4398046511165,'step','ce38457e7437e409cb861b2c7e29e22a0','T-6a969b189551319a7cc728e1','','security_group',1788255006320198,1788255007510501,'done','',3936840305);
INSERT INTO "trace" VALUES(4398046511171,'step','ca936982081244d898a086ed1ba846fd6','T-6a969b18f4cb63a817db2eef','','slb',1788255000000000,1788255007564465,'done','',1537159793);
INSERT INTO "trace" VALUES(4398046511174,'step','ca936982081244d898a086ed1ba846fd6','T-6a969b18f4cb63a817db2eef','','security_group',1788255007564465,1788255008803449,'done','',212632101);
INSERT INTO "trace" VALUES(4398046511180,'step','c6098f502b9b7450c9127f5211321fc5b','T-6a969b185f0388e9507444a1','','slb',1788255000000000,1788255011111491,'done','',3597347356);
INSERT INTO "trace" VALUES(4398046511183,'step','ce38457e7437e409cb861b2c7e29e22a0','T-6a969b189551319a7cc728e1','i-2ze51k01nrg4uk5e07xw','ecs',1788255007510501,1788255011329492,'done','',587262906);
INSERT INTO "trace" VALUES(4398046511185,'step','c6098f502b9b7450c9127f5211321fc5b','T-6a969b185f0388e9507444a1','','security_group',1788255011111491,1788255012860399,'done','',1883300678);
INSERT INTO "trace" VALUES(4398046511194,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d','i-2zep5936frsv3wru237i','ecs',1788255006366233,1788255013170774,'done','',259030158);
INSERT INTO "trace" VALUES(4398046511196,'step','ca936982081244d898a086ed1ba846fd6','T-6a969b18f4cb63a817db2eef','i-2zenk7687ogqprgqg79m','ecs',1788255008803449,1788255013260382,'done','',923130467);
INSERT INTO "trace" VALUES(4398046511198,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d','i-2zen7mcvht64gxvi1d7o','ecs',1788255006366233,1788255013559850,'done','',2391992103);
INSERT INTO "trace" VALUES(4398046511200,'step','ca936982081244d898a086ed1ba846fd6','T-6a969b18f4cb63a817db2eef','i-2zed8hk4kzn7oykqkk8g','ecs',1788255008803449,1788255014699241,'done','',965824272);
INSERT INTO "trace" VALUES(4398046511202,'step','ce38457e7437e409cb861b2c7e29e22a0','T-6a969b189551319a7cc728e1','i-2zeu2d8aryvhw9z3vban','ecs',1788255007510501,1788255015260314,'done','',956061414);
INSERT INTO "trace" VALUES(4398046511203,'step','ca936982081244d898a086ed1ba846fd6','T-6a969b18f4cb63a817db2eef','i-2zed8hk4kzn7oykqkk8g','boot',1788255014699241,1788255036705049,'done','',3110215844);
INSERT INTO "trace" VALUES(4398046511204,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d','i-2zep5936frsv3wru237i','boot',1788255013170774,1788255044034447,'done','',1788503591);
INSERT INTO "trace" VALUES(4398046511205,'step','ca936982081244d898a086ed1ba846fd6','T-6a969b18f4cb63a817db2eef','i-2zenk7687ogqprgqg79m','boot',1788255013260382,1788255047239637,'done','',4029460260);
INSERT INTO "trace" VALUES(4398046511206,'step','ce38457e7437e409cb861b2c7e29e22a0','T-6a969b189551319a7cc728e1','i-2ze51k01nrg4uk5e07xw','boot',1788255011329492,1788255052971430,'done','',4019641730);
INSERT INTO "trace" VALUES(4398046511210,'step','ca936982081244d898a086ed1ba846fd6','T-6a969b18f4cb63a817db2eef','i-2zed8hk4kzn7oykqkk8g','eip',1788255036705049,1788255054916936,'done','',84400732);
INSERT INTO "trace" VALUES(4398046511211,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d','i-2zen7mcvht64gxvi1d7o','boot',1788255013559850,1788255055259030,'done','',3826488297);
INSERT INTO "trace" VALUES(4398046511213,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d','i-2zep5936frsv3wru237i','eip',1788255044034447,1788255056796830,'done','',3311952673);
INSERT INTO "trace" VALUES(4398046511214,'step','ca936982081244d898a086ed1ba846fd6','T-6a969b18f4cb63a817db2eef','i-2zed8hk4kzn7oykqkk8g','route',1788255054916936,1788255057679176,'done','',2314476281);
INSERT INTO "trace" VALUES(4398046511217,'step','ce38457e7437e409cb861b2c7e29e22a0','T-6a969b189551319a7cc728e1','i-2zeu2d8aryvhw9z3vban','boot',1788255015260314,1788255059101575,'done','',2228127022);
INSERT INTO "trace" VALUES(4398046511219,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d','i-2zep5936frsv3wru237i','route',1788255056796830,1788255059149988,'done','',2293515274);
INSERT INTO "trace" VALUES(4398046511223,'step','ca936982081244d898a086ed1ba846fd6','T-6a969b18f4cb63a817db2eef','i-2zenk7687ogqprgqg79m','eip',1788255047239637,1788255060499789,'done','',3879026657);
INSERT INTO "trace" VALUES(4398046511224,'step','ca936982081244d898a086ed1ba846fd6','T-6a969b18f4cb63a817db2eef','i-2zenk7687ogqprgqg79m','route',1788255060499789,1788255061647213,'done','',2859593754);
INSERT INTO "trace" VALUES(4398046511227,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d','i-2zen7mcvht64gxvi1d7o','eip',1788255055259030,1788255074432947,'done','',1043449516);
INSERT INTO "trace" VALUES(4398046511228,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d','i-2zen7mcvht64gxvi1d7o','route',1788255074432947,1788255078967741,'done','',3772281401);
INSERT INTO "trace" VALUES(4398046511231,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d','i-2zep5936frsv3wru237i','init',1788255059149988,1788255228440582,'done','',213153640);
INSERT INTO "trace" VALUES(2305844108725321740,'step','cfd30840104634889b2e4399feb861bc0','T-6a9694102513061dffb812b1','','slb',1788253200000000,1788253206526145,'done','',2063999213);
INSERT INTO "trace" VALUES(2305844108725321743,'step','cfd30840104634889b2e4399feb861bc0','T-6a9694102513061dffb812b1','','security_group',1788253206526145,1788253208375066,'done','',838670511);
INSERT INTO "trace" VALUES(2305844108725321747,'step','c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12','','slb',1788253200000000,1788253209614912,'done','',679293696);
INSERT INTO "trace" VALUES(2305844108725321750,'step','c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12','','security_group',1788253209614912,1788253210632941,'done','',3948337049);
INSERT INTO "trace" VALUES(2305844108725321756,'step','cfd30840104634889b2e4399feb861bc0','T-6a9694102513061dffb812b1','i-2zetcqqq4jd8f95ldjdv','ecs',1788253208375066,1788253211670112,'done','',1203988119);
INSERT INTO "trace" VALUES(2305844108725321758,'step','c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12','i-2zem0nh9z5sc9m4vy4gj','ecs',1788253210632941,1788253215796720,'done','',907786549);
INSERT INTO "trace" VALUES(2305844108725321760,'step','c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12','i-2ze3t25bw6977az6r3zo','ecs',1788253210632941,1788253217350808,'done','',2944226172);
INSERT INTO "trace" VALUES(2305844108725321761,'step','cfd30840104634889b2e4399feb861bc0','T-6a9694102513061dffb812b1','i-2zetcqqq4jd8f95ldjdv','boot',1788253211670112,1788253236298863,'done','',1279263620);
INSERT INTO "trace" VALUES(2305844108725321763,'step','cfd30840104634889b2e4399feb861bc0','T-6a9694102513061dffb812b1','i-2zetcqqq4jd8f95ldjdv','eip',1788253236298863,1788253245448786,'done','',1624060639);
INSERT INTO "trace" VALUES(2305844108725321764,'step','cfd30840104634889b2e4399feb861bc0','T-6a9694102513061dffb812b1','i-2zetcqqq4jd8f95ldjdv','route',1788253245448786,1788253248538195,'done','',3758161404);
INSERT INTO "trace" VALUES(2305844108725321765,'step','c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12','i-2zem0nh9z5sc9m4vy4gj','boot',1788253215796720,1788253248996079,'done','',1118276863);
INSERT INTO "trace" VALUES(2305844108725321767,'step','c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12','i-2zem0nh9z5sc9m4vy4gj','eip',1788253248996079,1788253254435919,'done','',2328897218);
INSERT INTO "trace" VALUES(2305844108725321768,'step','c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12','i-2zem0nh9z5sc9m4vy4gj','route',1788253254435919,1788253258550579,'done','',330888783);
INSERT INTO "trace" VALUES(2305844108725321769,'step','c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12','i-2ze3t25bw6977az6r3zo','boot',1788253217350808,1788253261402490,'done','',3316394936);
INSERT INTO "trace" VALUES(2305844108725321771,'step','c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12','i-2ze3t25bw6977az6r3zo','eip',1788253261402490,1788253270886719,'done','',3313729068);
INSERT INTO "trace" VALUES(2305844108725321772,'step','c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12','i-2ze3t25bw6977az6r3zo','route',1788253270886719,1788253273323203,'done','',2523401933);
INSERT INTO "trace" VALUES(2305844108725321774,'step','cfd30840104634889b2e4399feb861bc0','T-6a9694102513061dffb812b1','i-2zetcqqq4jd8f95ldjdv','init',1788253248538195,1788253387009908,'done','',21647695);
INSERT INTO "trace" VALUES(2305844108725321776,'state','cfd30840104634889b2e4399feb861bc0','T-6a9694102513061dffb812b1','','running',1788253387009908,1788253387009908,'initial','',2916357404);
INSERT INTO "trace" VALUES(2305844108725321779,'step','c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12','i-2ze3t25bw6977az6r3zo','init',1788253273323203,1788253442253162,'done','',2881949083);
INSERT INTO "trace" VALUES(2305844108725321781,'step','c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12','i-2zem0nh9z5sc9m4vy4gj','init',1788253258550579,1788253456525547,'done','',3878270152);
INSERT INTO "trace" VALUES(2305844108725321783,'state','c885406873e6a42179cc5da37f5383337','T-6a9694100d7fffbb63d19e12','','running',1788253456525547,1788253456525547,'initial','',2395896476);
INSERT INTO "trace" VALUES(2305844108725321791,'step','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','','slb',1788253456525547,1788253463751532,'done','',4229153475);
INSERT INTO "trace" VALUES(2305844108725321794,'step','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','','security_group',1788253463751532,1788253464774894,'done','',757032929);
INSERT INTO "trace" VALUES(2305844108725321802,'step','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','i-2zebdug1hxwv2xzyonmy','ecs',1788253464774894,1788253467781386,'done','',3581748821);
INSERT INTO "trace" VALUES(2305844108725321804,'step','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','i-2ze9svogtorkjiz1glig','ecs',1788253464774894,1788253471795213,'done','',2451724135);
INSERT INTO "trace" VALUES(2305844108725321806,'step','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','i-2zejzjsv8e3qlnl6hian','ecs',1788253464774894,1788253472661084,'done','',1418289839);
INSERT INTO "trace" VALUES(2305844108725321807,'step','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','i-2ze9svogtorkjiz1glig','boot',1788253471795213,1788253510396058,'done','',3517249458);
INSERT INTO "trace" VALUES(2305844108725321808,'step','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','i-2zebdug1hxwv2xzyonmy','boot',1788253467781386,1788253511256082,'done','',2973164102);
INSERT INTO "trace" VALUES(2305844108725321809,'step','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','i-2zejzjsv8e3qlnl6hian','boot',1788253472661084,1788253512684581,'done','',2506943632);
INSERT INTO "trace" VALUES(2305844108725321811,'step','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','i-2ze9svogtorkjiz1glig','eip',1788253510396058,1788253519941795,'done','',3741362853);
INSERT INTO "trace" VALUES(2305844108725321812,'step','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','i-2ze9svogtorkjiz1glig','route',1788253519941795,1788253522531266,'done','',1921038604);
INSERT INTO "trace" VALUES(2305844108725321814,'step','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','i-2zejzjsv8e3qlnl6hian','eip',1788253512684581,1788253523691846,'done','',1060677212);
INSERT INTO "trace" VALUES(2305844108725321816,'step','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','i-2zebdug1hxwv2xzyonmy','eip',1788253511256082,1788253526691645,'done','',4088805013);
INSERT INTO "trace" VALUES(2305844108725321817,'step','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','i-2zejzjsv8e3qlnl6hian','route',1788253523691846,1788253526883847,'done','',2572403881);
INSERT INTO "trace" VALUES(2305844108725321818,'step','cb451ffc6fb124936a36247e4b92fde4b','T-6a969510c28d97fb76e383ce','i-2zebdug1hxwv2xzyonmy','route',1788253526691645,1788253528040477,'done','',3672835456);
INSERT INTO "trace" VALUES(2305844108725321824,'state','c885406873e6a42179cc5da37f5383337','','','scaling',1788253546525547,1788253546525547,'running','',3398359457);
INSERT INTO "trace" VALUES(2305844108725321830,'state','cfd30840104634889b2e4399feb861bc0','','','deleting',1788253546525547,1788253546525547,'running','',1744417441);
INSERT INTO "trace" VALUES(2305844108725321840,'step','cfd30840104634889b2e4399feb861bc0','T-6a96956a4cee117cab205c86','i-2zetcqqq4jd8f95ldjdv','leave_slb',1788253546525547,1788253547841485,'done','',1797422063);
INSERT INTO "trace" VALUES(2305844108725321842,'step','c885406873e6a42179cc5da37f5383337','T-6a96956a7e2ad33107d36cf7','i-2zevylhce4l2kq4qpllv','ecs',1788253546525547,1788253550767715,'done','',614046293);
INSERT INTO "trace" VALUES(2305844108725321843,'step','cfd30840104634889b2e4399feb861bc0','T-6a96956a4cee117cab205c86','i-2zetcqqq4jd8f95ldjdv','delete_route',1788253547841485,1788253550777011,'done','',1536765975);
INSERT INTO "trace" VALUES(2305844108725321845,'step','c885406873e6a42179cc5da37f5383337','T-6a96956a7e2ad33107d36cf7','i-2zez7cg5ukz07j3ebcm1','ecs',1788253546525547,1788253551147537,'done','',2342696832);
INSERT INTO "trace" VALUES(2305844108725321846,'step','cfd30840104634889b2e4399feb861bc0','T-6a96956a4cee117cab205c86','i-2zetcqqq4jd8f95ldjdv','delete_eip',1788253550777011,1788253554418562,'done','',2008471309);
INSERT INTO "trace" VALUES(2305844108725321848,'step','cac2d4f4a9c76455b8bbf2c251d22702c','T-6a96956a7bd245acf413c8d7','','slb',1788253546525547,1788253557536737,'done','',110598969);
INSERT INTO "trace" VALUES(2305844108725321851,'step','cac2d4f4a9c76455b8bbf2c251d22702c','T-6a96956a7bd245acf413c8d7','','security_group',1788253557536737,1788253558580811,'done','',2510634170);
INSERT INTO "trace" VALUES(2305844108725321855,'step','cac2d4f4a9c76455b8bbf2c251d22702c','T-6a96956a7bd245acf413c8d7','i-2ze04hnrzliqudyxvzen','ecs',1788253558580811,1788253565448141,'done','',1777314992);
INSERT INTO "trace" VALUES(2305846307748577289,'step','c5ca4a923bd774438a1369da9b236683d','T-6a9694109d9cc22d093f0b06','','slb',1788253200000000,1788253213260301,'done','',1415385532);
INSERT INTO "trace" VALUES(2305846307748577292,'step','c5ca4a923bd774438a1369da9b236683d','T-6a9694109d9cc22d093f0b06','','security_group',1788253213260301,1788253214592172,'done','',595132354);
INSERT INTO "trace" VALUES(2305846307748577296,'step','c5ca4a923bd774438a1369da9b236683d','T-6a9694109d9cc22d093f0b06','i-2ze7me3s9y2g8xbe9x3j','ecs',1788253214592172,1788253221206893,'done','',616726962);
INSERT INTO "trace" VALUES(2305846307748577297,'step','c5ca4a923bd774438a1369da9b236683d','T-6a9694109d9cc22d093f0b06','i-2ze7me3s9y2g8xbe9x3j','boot',1788253221206893,1788253242570461,'done','',3459492536);
INSERT INTO "trace" VALUES(2305846307748577299,'step','c5ca4a923bd774438a1369da9b236683d','T-6a9694109d9cc22d093f0b06','i-2ze7me3s9y2g8xbe9x3j','eip',1788253242570461,1788253257410161,'done','',31168103);
INSERT INTO "trace" VALUES(2305846307748577300,'step','c5ca4a923bd774438a1369da9b236683d','T-6a9694109d9cc22d093f0b06','i-2ze7me3s9y2g8xbe9x3j','route',1788253257410161,1788253259441072,'done','',3988723844);
INSERT INTO "trace" VALUES(2305847407260205067,'step','c9d727ba7236b4c7fb55b71ec5d6afa33','T-6a969410214d844f442ceb97','','slb',1788253200000000,1788253206983293,'done','',2406893279);
INSERT INTO "trace" VALUES(2305847407260205070,'step','c9d727ba7236b4c7fb55b71ec5d6afa33','T-6a969410214d844f442ceb97','','security_group',1788253206983293,1788253208348097,'done','',3299618860);
INSERT INTO "trace" VALUES(2305847407260205074,'step','c9d727ba7236b4c7fb55b71ec5d6afa33','T-6a969410214d844f442ceb97','i-2zehwlp3x1knhmazvr3o','ecs',1788253208348097,1788253211817387,'done','',848260767);
INSERT INTO "trace" VALUES(2305847407260205075,'step','c9d727ba7236b4c7fb55b71ec5d6afa33','T-6a969410214d844f442ceb97','i-2zehwlp3x1knhmazvr3o','boot',1788253211817387,1788253248089433,'done','',1210248560);
INSERT INTO "trace" VALUES(2305847407260205077,'step','c9d727ba7236b4c7fb55b71ec5d6afa33','T-6a969410214d844f442ceb97','i-2zehwlp3x1knhmazvr3o','eip',1788253248089433,1788253262840229,'done','',4185087806);
INSERT INTO "trace" VALUES(2305847407260205078,'step','c9d727ba7236b4c7fb55b71ec5d6afa33','T-6a969410214d844f442ceb97','i-2zehwlp3x1knhmazvr3o','route',1788253262840229,1788253264392370,'done','',84844427);
INSERT INTO "trace" VALUES(2305847407260205080,'step','c9d727ba7236b4c7fb55b71ec5d6afa33','T-6a969410214d844f442ceb97','i-2zehwlp3x1knhmazvr3o','init',1788253264392370,1788253421049490,'done','',1222586423);
INSERT INTO "trace" VALUES(2305847407260205082,'state','c9d727ba7236b4c7fb55b71ec5d6afa33','T-6a969410214d844f442ceb97','','running',1788253421049490,1788253421049490,'initial','',3980672287);
INSERT INTO "trace" VALUES(2305847407260205105,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d','','slb',1788255000000000,1788255005144725,'done','',1432288697);
INSERT INTO "trace" VALUES(2305847407260205108,'step','ce38457e7437e409cb861b2c7e29e22a0','T-6a969b189551319a7cc728e1','','slb',1788255000000000,1788255006320198,'done','',3159935673);
INSERT INTO "trace" VALUES(2305847407260205111,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d','','security_group',1788255005144725,1788255006366233,'done','',174123084);
INSERT INTO "trace" VALUES(2305847407260205117,'step','ce38457e7437e409cb861b2c7e29e22a0','T-6a969b189551319a7cc728e1','','security_group',1788255006320198,1788255007510501,'done','',3936840305);
INSERT INTO "trace" VALUES(2305847407260205123,'step','ca936982081244d898a086ed1ba846fd6','T-6a969b18f4cb63a817db2eef','','slb',1788255000000000,1788255007564465,'done','',1537159793);
INSERT INTO "trace" VALUES(2305847407260205126,'step','ca936982081244d898a086ed1ba846fd6','T-6a969b18f4cb63a817db2eef','','security_group',1788255007564465,1788255008803449,'done','',212632101);
INSERT INTO "trace" VALUES(2305847407260205132,'step','c6098f502b9b7450c9127f5211321fc5b','T-6a969b185f0388e9507444a1','','slb',1788255000000000,1788255011111491,'done','',3597347356);
INSERT INTO "trace" VALUES(2305847407260205135,'step','ce38457e7437e409cb861b2c7e29e22a0','T-6a969b189551319a7cc728e1','i-2ze51k01nrg4uk5e07xw','ecs',1788255007510501,1788255011329492,'done','',587262906);
INSERT INTO "trace" VALUES(2305847407260205137,'step','c6098f502b9b7450c9127f5211321fc5b','T-6a969b185f0388e9507444a1','','security_group',1788255011111491,1788255012860399,'done','',1883300678);
INSERT INTO "trace" VALUES(2305847407260205146,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d','i-2zep5936frsv3wru237i','ecs',1788255006366233,1788255013170774,'done','',259030158);
INSERT INTO "trace" VALUES(2305847407260205148,'step','ca936982081244d898a086ed1ba846fd6','T-6a969b18f4cb63a817db2eef','i-2zenk7687ogqprgqg79m','ecs',1788255008803449,1788255013260382,'done','',923130467);
INSERT INTO "trace" VALUES(2305847407260205150,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d','i-2zen7mcvht64gxvi1d7o','ecs',1788255006366233,1788255013559850,'done','',2391992103);
INSERT INTO "trace" VALUES(2305847407260205152,'step','ca936982081244d898a086ed1ba846fd6','T-6a969b18f4cb63a817db2eef','i-2zed8hk4kzn7oykqkk8g','ecs',1788255008803449,1788255014699241,'done','',965824272);
INSERT INTO "trace" VALUES(2305847407260205154,'step','ce38457e7437e409cb861b2c7e29e22a0','T-6a969b189551319a7cc728e1','i-2zeu2d8aryvhw9z3vban','ecs',1788255007510501,1788255015260314,'done','',956061414);
INSERT INTO "trace" VALUES(2305847407260205155,'step','ca936982081244d898a086ed1ba846fd6','T-6a969b18f4cb63a817db2eef','i-2zed8hk4kzn7oykqkk8g','boot',1788255014699241,1788255036705049,'done','',3110215844);
INSERT INTO "trace" VALUES(2305847407260205156,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d','i-2zep5936frsv3wru237i','boot',1788255013170774,1788255044034447,'done','',1788503591);
INSERT INTO "trace" VALUES(2305847407260205157,'step','ca936982081244d898a086ed1ba846fd6','T-6a969b18f4cb63a817db2eef','i-2zenk7687ogqprgqg79m','boot',1788255013260382,1788255047239637,'done','',4029460260);
INSERT INTO "trace" VALUES(2305847407260205158,'step','ce38457e7437e409cb861b2c7e29e22a0','T-6a969b189551319a7cc728e1','i-2ze51k01nrg4uk5e07xw','boot',1788255011329492,1788255052971430,'done','',4019641730);
INSERT INTO "trace" VALUES(2305847407260205162,'step','ca936982081244d898a086ed1ba846fd6','T-6a969b18f4cb63a817db2eef','i-2zed8hk4kzn7oykqkk8g','eip',1788255036705049,1788255054916936,'done','',84400732);
INSERT INTO "trace" VALUES(2305847407260205163,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d','i-2zen7mcvht64gxvi1d7o','boot',1788255013559850,1788255055259030,'done','',3826488297);
INSERT INTO "trace" VALUES(2305847407260205165,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d','i-2zep5936frsv3wru237i','eip',1788255044034447,1788255056796830,'done','',3311952673);
INSERT INTO "trace" VALUES(2305847407260205166,'step','ca936982081244d898a086ed1ba846fd6','T-6a969b18f4cb63a817db2eef','i-2zed8hk4kzn7oykqkk8g','route',1788255054916936,1788255057679176,'done','',2314476281);
INSERT INTO "trace" VALUES(2305847407260205169,'step','ce38457e7437e409cb861b2c7e29e22a0','T-6a969b189551319a7cc728e1','i-2zeu2d8aryvhw9z3vban','boot',1788255015260314,1788255059101575,'done','',2228127022);
INSERT INTO "trace" VALUES(2305847407260205171,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d','i-2zep5936frsv3wru237i','route',1788255056796830,1788255059149988,'done','',2293515274);
INSERT INTO "trace" VALUES(2305847407260205175,'step','ca936982081244d898a086ed1ba846fd6','T-6a969b18f4cb63a817db2eef','i-2zenk7687ogqprgqg79m','eip',1788255047239637,1788255060499789,'done','',3879026657);
INSERT INTO "trace" VALUES(2305847407260205176,'step','ca936982081244d898a086ed1ba846fd6','T-6a969b18f4cb63a817db2eef','i-2zenk7687ogqprgqg79m','route',1788255060499789,1788255061647213,'done','',2859593754);
INSERT INTO "trace" VALUES(2305847407260205179,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d','i-2zen7mcvht64gxvi1d7o','eip',1788255055259030,1788255074432947,'done','',1043449516);
INSERT INTO "trace" VALUES(2305847407260205180,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d','i-2zen7mcvht64gxvi1d7o','route',1788255074432947,1788255078967741,'done','',3772281401);
INSERT INTO "trace" VALUES(2305847407260205183,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-6a969b18341bc0c7842bed2d','i-2zep5936frsv3wru237i','init',1788255059149988,1788255228440582,'done','',213153640);
CREATE TABLE vpc (
    id INTEGER PRIMARY KEY,
    vpc_id TEXT NOT NULL,
    region_id TEXT NOT NULL,
    cidr_block TEXT NOT NULL,
    adopted INTEGER NOT NULL      -- whether a mention of the id brought it in
, checksum INTEGER NOT NULL DEFAULT 0, name TEXT NOT NULL DEFAULT '', description TEXT NOT NULL DEFAULT '', created INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE vswitch (
    id INTEGER PRIMARY KEY,
    vswitch_id TEXT NOT NULL,
    vpc_id TEXT NOT NULL,
    zone_id TEXT NOT NULL,
    cidr_block TEXT NOT NULL,
    adopted INTEGER NOT NULL
, checksum INTEGER NOT NULL DEFAULT 0, name TEXT NOT NULL DEFAULT '', description TEXT NOT NULL DEFAULT '', created INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX log_of_cluster ON log (cluster);
CREATE INDEX call_segment_header ON call_segment (last, first_at, last_at, last_received, calls, size);
COMMIT;
PRAGMA application_id = 1129534257;
PRAGMA user_version = 18;
