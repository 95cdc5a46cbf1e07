BEGIN TRANSACTION;
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
, faults TEXT NOT NULL DEFAULT '', retry_after INTEGER NOT NULL DEFAULT 0, considered TEXT NOT NULL DEFAULT 'null', region_id TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "call" VALUES(1099511627777,'BD268AF2-643A-4DE3-8684-41378B5A9EDF',1515402000000000,1795656094447425,65680,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"done","size":2,"subnet_cidr":"172.28.1.0/24"}',202,'','{"cluster_id":"c885406873e6a42179cc5da37f5383337","request_id":"BD268AF2-643A-4DE3-8684-41378B5A9EDF","task_id":"T-5a5333100d7fffbb63d19e12"}','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','','',0,'','cn-beijing');
INSERT INTO "call" VALUES(1099511627778,'D8A4038C-9DB7-461D-9F2D-AF4906E7AA6B',1515402000000000,1795656094551213,507,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"leaving","size":1,"subnet_cidr":"172.28.2.0/24"}',202,'','{"cluster_id":"cfd30840104634889b2e4399feb861bc0","request_id":"D8A4038C-9DB7-461D-9F2D-AF4906E7AA6B","task_id":"T-5a5333102513061dffb812b1"}','cfd30840104634889b2e4399feb861bc0','T-5a5333102513061dffb812b1','','',0,'','cn-beijing');
INSERT INTO "call" VALUES(1099511627779,'BE11096A-69DE-4456-A7E1-7DA75C596C87',1515402256525547,1795656094699330,221,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"refused"}',400,'MissingParameter','{"RequestId":"BE11096A-69DE-4456-A7E1-7DA75C596C87","HostId":"cs.aliyuncs.com","Code":"MissingParameter","Message":"MissingParameter: The input parameter \"size\" that is mandatory for processing this request is not supplied.","code":"MissingParameter","message":"The input parameter \"size\" that is mandatory for processing this request is not supplied.","requestId":"BE11096A-69DE-4456-A7E1-7DA75C596C87","status":400}','','','','',0,'','cn-beijing');
INSERT INTO "call" VALUES(1099511627780,'209B911A-9B24-421C-AADE-9F673D1AA917',1515402256525547,1795656094703847,418,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"under-way","size":3,"subnet_cidr":"172.28.3.0/24"}',202,'','{"cluster_id":"cb451ffc6fb124936a36247e4b92fde4b","request_id":"209B911A-9B24-421C-AADE-9F673D1AA917","task_id":"T-5a533410c28d97fb76e383ce"}','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','','',0,'','cn-beijing');
INSERT INTO "call" VALUES(1099511627781,'DD281D29-366E-4CD1-850B-6542059C77CD',1515402346525547,1795656094723219,176,'ModifyClusterTags','POST','/clusters/c885406873e6a42179cc5da37f5383337/tags','[{"key":"a","value":"«1»"}]',200,'','{"cluster_id":"c885406873e6a42179cc5da37f5383337","request_id":"DD281D29-366E-4CD1-850B-6542059C77CD"}','c885406873e6a42179cc5da37f5383337','','','',0,'','cn-beijing');
INSERT INTO "call" VALUES(1099511627782,'DFE5A2F7-51DA-4568-95C2-8EEF35D1FDE5',1515402346525547,1795656094731725,289,'CreateClusterToken','POST','/clusters/c885406873e6a42179cc5da37f5383337/token','{"is_permanent":true,"expire":0}',200,'','***','c885406873e6a42179cc5da37f5383337','','is_permanent expire','',0,'','cn-beijing');
INSERT INTO "call" VALUES(1099511627783,'ED97DF5F-ED1A-43FD-941D-406EEF2E22D8',1515402346525547,1795656094735953,213,'CreateTemplate','POST','/templates','{"name":"t","template":"web:\n  image: nginx\n"}',200,'','{"request_id":"ED97DF5F-ED1A-43FD-941D-406EEF2E22D8","template_id":"fcc878d4-5019-4700-8199-685104a96616"}','','','','',0,'','cn-beijing');
INSERT INTO "call" VALUES(1099511627784,'925CB00C-5823-4396-942F-19D55B6E2A1B',1515402346525547,1795656094742953,558,'ScaleCluster','PUT','/clusters/c885406873e6a42179cc5da37f5383337','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","size":4}',202,'','{"cluster_id":"c885406873e6a42179cc5da37f5383337","request_id":"925CB00C-5823-4396-942F-19D55B6E2A1B","task_id":"T-5a53346a7e2ad33107d36cf7"}','c885406873e6a42179cc5da37f5383337','T-5a53346a7e2ad33107d36cf7','network_mode vpc_id vswitch_id need_slb region_id','',0,'','cn-beijing');
INSERT INTO "call" VALUES(1099511627785,'1B9077FA-E0E3-4B64-92C5-53002FF5130B',1515402346525547,1795656094754923,328,'DeleteCluster','DELETE','/clusters/cfd30840104634889b2e4399feb861bc0','',202,'','{"cluster_id":"cfd30840104634889b2e4399feb861bc0","request_id":"1B9077FA-E0E3-4B64-92C5-53002FF5130B","task_id":"T-5a53346a4cee117cab205c86"}','cfd30840104634889b2e4399feb861bc0','T-5a53346a4cee117cab205c86','','',0,'','cn-beijing');
INSERT INTO "call" VALUES(1099511627786,'394E74E3-FF56-47F6-B31B-FC0720307E0B',1515402346525547,1795656095564140,310,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"held","size":1,"subnet_cidr":"172.28.4.0/24"}',202,'','{"cluster_id":"cac2d4f4a9c76455b8bbf2c251d22702c","request_id":"394E74E3-FF56-47F6-B31B-FC0720307E0B","task_id":"T-5a53346a7bd245acf413c8d7"}','cac2d4f4a9c76455b8bbf2c251d22702c','T-5a53346a7bd245acf413c8d7','','',0,'','cn-beijing');
INSERT INTO "call" VALUES(2199023255553,'E415E965-2E66-472A-921C-A38FE61391A2',1515402000000000,1795656094763709,374,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"polled","size":2,"subnet_cidr":"172.28.1.0/24"}',202,'','{"cluster_id":"ccb371448a65945acb1ae6470e77da023","request_id":"E415E965-2E66-472A-921C-A38FE61391A2","task_id":"T-5a5333109d01e7e155d71243"}','ccb371448a65945acb1ae6470e77da023','T-5a5333109d01e7e155d71243','','',0,'','cn-beijing');
INSERT INTO "call" VALUES(2199023255554,'6B0BDFF0-4C3E-4BD1-BB9E-B83B1BA13E15',1515402000000000,1795656094771022,174,'DescribeClusters','GET','/clusters','',200,'','[{"agent_version":"0.7-bfe8bdf","cluster_id":"ccb371448a65945acb1ae6470e77da023","cluster_type":"aliyun","created":"2018-01-08T09:00:00Z","data_disk_category":"cloud_ssd","data_disk_size":40,"docker_version":"17.06.2-ce-3","err_msg":"","external_loadbalancer_id":"","instance_type":"ecs.n1.small","master_url":"","name":"polled","network_mode":"vpc","node_status":"{\"health\":0,\"unhealth\":0}","region_id":"cn-beijing","security_group_id":"","size":2,"state":"initial","subnet_cidr":"172.28.1.0/24","tags":[],"updated":"2018-01-08T09:00:00Z","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","zone_id":"cn-beijing-b"}]','','','','',0,'','cn-beijing');
INSERT INTO "call" VALUES(3298534883329,'61B0BE27-1A65-46FC-8713-6CC2243DB459',1515402000000000,1795656095015827,396,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"stocked","size":1,"subnet_cidr":"172.28.1.0/24"}',202,'','{"cluster_id":"c5ca4a923bd774438a1369da9b236683d","request_id":"61B0BE27-1A65-46FC-8713-6CC2243DB459","task_id":"T-5a5333109d9cc22d093f0b06"}','c5ca4a923bd774438a1369da9b236683d','T-5a5333109d9cc22d093f0b06','','',0,'','cn-beijing');
INSERT INTO "call" VALUES(3298534883330,'F71137EF-727F-4939-85A6-41CD0231442F',1515402060000000,1795656095024064,305,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"out-of-stock","size":1,"subnet_cidr":"172.28.2.0/24"}',202,'','{"cluster_id":"c14381095a03945b2bcb7661329b77bc8","request_id":"F71137EF-727F-4939-85A6-41CD0231442F","task_id":"T-5a53334c8b177c58c33517ce"}','c14381095a03945b2bcb7661329b77bc8','T-5a53334c8b177c58c33517ce','','',0,'','cn-beijing');
INSERT INTO "call" VALUES(4398046511105,'2C3496A0-1D62-4256-A356-0F6744A5D59A',1515402000000000,1795656095507733,316,'DescribeApiVersion','GET','/version','',503,'ServiceUnavailable','{"RequestId":"2C3496A0-1D62-4256-A356-0F6744A5D59A","HostId":"cs.aliyuncs.com","Code":"ServiceUnavailable","Message":"the reason"}','','','','refused:error',0,'{"phases":["admit"],"unmet":{},"cluster":null}','cn-beijing');
INSERT INTO "call" VALUES(4398046511106,'6FC54DF3-808B-40F7-B63A-1B22A07B431F',1515402000000000,1795656095511939,487,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"done","size":1,"subnet_cidr":"172.28.1.0/24"}',202,'','{"cluster_id":"c9d727ba7236b4c7fb55b71ec5d6afa33","request_id":"6FC54DF3-808B-40F7-B63A-1B22A07B431F","task_id":"T-5a533310214d844f442ceb97"}','c9d727ba7236b4c7fb55b71ec5d6afa33','T-5a533310214d844f442ceb97','','',0,'{"phases":["admit","apply","reply"],"unmet":{},"cluster":null}','cn-beijing');
INSERT INTO "call" VALUES(4398046511107,'B43F0A62-8CCB-4E41-ACAB-6A3E1970E904',1515403800000000,1795656095534835,449,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"slow","size":2,"subnet_cidr":"172.28.2.0/24"}',202,'','{"cluster_id":"ce38457e7437e409cb861b2c7e29e22a0","request_id":"B43F0A62-8CCB-4E41-ACAB-6A3E1970E904","task_id":"T-5a533a189551319a7cc728e1"}','ce38457e7437e409cb861b2c7e29e22a0','T-5a533a189551319a7cc728e1','','',0,'{"phases":["admit","apply","reply"],"unmet":{},"cluster":null}','cn-beijing');
INSERT INTO "call" VALUES(4398046511108,'065DC8D3-8806-4794-A7B8-E4F79A1E86AA',1515403800000000,1795656095539739,384,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"failing","size":2,"subnet_cidr":"172.28.3.0/24"}',202,'','{"cluster_id":"ca936982081244d898a086ed1ba846fd6","request_id":"065DC8D3-8806-4794-A7B8-E4F79A1E86AA","task_id":"T-5a533a18f4cb63a817db2eef"}','ca936982081244d898a086ed1ba846fd6','T-5a533a18f4cb63a817db2eef','','',0,'{"phases":["admit","apply","reply"],"unmet":{},"cluster":null}','cn-beijing');
INSERT INTO "call" VALUES(4398046511109,'D6A41072-8D33-47A5-9026-565EA742F9D3',1515403800000000,1795656095545534,373,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"stuck","size":2,"subnet_cidr":"172.28.4.0/24"}',202,'','{"cluster_id":"c6098f502b9b7450c9127f5211321fc5b","request_id":"D6A41072-8D33-47A5-9026-565EA742F9D3","task_id":"T-5a533a185f0388e9507444a1"}','c6098f502b9b7450c9127f5211321fc5b','T-5a533a185f0388e9507444a1','','',0,'{"phases":["admit","apply","reply"],"unmet":{},"cluster":null}','cn-beijing');
INSERT INTO "call" VALUES(4398046511110,'B42B1E01-394C-41ED-B3F9-E48E23E636BB',1515403800000000,1795656095549380,334,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"flapping","size":2,"subnet_cidr":"172.28.5.0/24"}',202,'','{"cluster_id":"cfad9960cac2a4bfa9f5d95dc2eb2be4a","request_id":"B42B1E01-394C-41ED-B3F9-E48E23E636BB","task_id":"T-5a533a18341bc0c7842bed2d"}','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d','','',0,'{"phases":["admit","apply","reply"],"unmet":{},"cluster":null}','cn-beijing');
INSERT INTO "call" VALUES(2305844108725321729,'BD268AF2-643A-4DE3-8684-41378B5A9EDF',1515402000000000,1795656094447425,65680,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"done","size":2,"subnet_cidr":"172.28.1.0/24"}',202,'','{"cluster_id":"c885406873e6a42179cc5da37f5383337","request_id":"BD268AF2-643A-4DE3-8684-41378B5A9EDF","task_id":"T-5a5333100d7fffbb63d19e12"}','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','','',0,'','cn-beijing');
INSERT INTO "call" VALUES(2305844108725321730,'D8A4038C-9DB7-461D-9F2D-AF4906E7AA6B',1515402000000000,1795656094551213,507,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"leaving","size":1,"subnet_cidr":"172.28.2.0/24"}',202,'','{"cluster_id":"cfd30840104634889b2e4399feb861bc0","request_id":"D8A4038C-9DB7-461D-9F2D-AF4906E7AA6B","task_id":"T-5a5333102513061dffb812b1"}','cfd30840104634889b2e4399feb861bc0','T-5a5333102513061dffb812b1','','',0,'','cn-beijing');
INSERT INTO "call" VALUES(2305844108725321731,'BE11096A-69DE-4456-A7E1-7DA75C596C87',1515402256525547,1795656094699330,221,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"refused"}',400,'MissingParameter','{"RequestId":"BE11096A-69DE-4456-A7E1-7DA75C596C87","HostId":"cs.aliyuncs.com","Code":"MissingParameter","Message":"MissingParameter: The input parameter \"size\" that is mandatory for processing this request is not supplied.","code":"MissingParameter","message":"The input parameter \"size\" that is mandatory for processing this request is not supplied.","requestId":"BE11096A-69DE-4456-A7E1-7DA75C596C87","status":400}','','','','',0,'','cn-beijing');
INSERT INTO "call" VALUES(2305844108725321732,'209B911A-9B24-421C-AADE-9F673D1AA917',1515402256525547,1795656094703847,418,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"under-way","size":3,"subnet_cidr":"172.28.3.0/24"}',202,'','{"cluster_id":"cb451ffc6fb124936a36247e4b92fde4b","request_id":"209B911A-9B24-421C-AADE-9F673D1AA917","task_id":"T-5a533410c28d97fb76e383ce"}','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','','',0,'','cn-beijing');
INSERT INTO "call" VALUES(2305844108725321733,'DD281D29-366E-4CD1-850B-6542059C77CD',1515402346525547,1795656094723219,176,'ModifyClusterTags','POST','/clusters/c885406873e6a42179cc5da37f5383337/tags','[{"key":"a","value":"«1»"}]',200,'','{"cluster_id":"c885406873e6a42179cc5da37f5383337","request_id":"DD281D29-366E-4CD1-850B-6542059C77CD"}','c885406873e6a42179cc5da37f5383337','','','',0,'','cn-beijing');
INSERT INTO "call" VALUES(2305844108725321734,'DFE5A2F7-51DA-4568-95C2-8EEF35D1FDE5',1515402346525547,1795656094731725,289,'CreateClusterToken','POST','/clusters/c885406873e6a42179cc5da37f5383337/token','{"is_permanent":true,"expire":0}',200,'','***','c885406873e6a42179cc5da37f5383337','','is_permanent expire','',0,'','cn-beijing');
INSERT INTO "call" VALUES(2305844108725321735,'ED97DF5F-ED1A-43FD-941D-406EEF2E22D8',1515402346525547,1795656094735953,213,'CreateTemplate','POST','/templates','{"name":"t","template":"web:\n  image: nginx\n"}',200,'','{"request_id":"ED97DF5F-ED1A-43FD-941D-406EEF2E22D8","template_id":"fcc878d4-5019-4700-8199-685104a96616"}','','','','',0,'','cn-beijing');
INSERT INTO "call" VALUES(2305844108725321736,'925CB00C-5823-4396-942F-19D55B6E2A1B',1515402346525547,1795656094742953,558,'ScaleCluster','PUT','/clusters/c885406873e6a42179cc5da37f5383337','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","size":4}',202,'','{"cluster_id":"c885406873e6a42179cc5da37f5383337","request_id":"925CB00C-5823-4396-942F-19D55B6E2A1B","task_id":"T-5a53346a7e2ad33107d36cf7"}','c885406873e6a42179cc5da37f5383337','T-5a53346a7e2ad33107d36cf7','network_mode vpc_id vswitch_id need_slb region_id','',0,'','cn-beijing');
INSERT INTO "call" VALUES(2305844108725321737,'1B9077FA-E0E3-4B64-92C5-53002FF5130B',1515402346525547,1795656094754923,328,'DeleteCluster','DELETE','/clusters/cfd30840104634889b2e4399feb861bc0','',202,'','{"cluster_id":"cfd30840104634889b2e4399feb861bc0","request_id":"1B9077FA-E0E3-4B64-92C5-53002FF5130B","task_id":"T-5a53346a4cee117cab205c86"}','cfd30840104634889b2e4399feb861bc0','T-5a53346a4cee117cab205c86','','',0,'','cn-beijing');
INSERT INTO "call" VALUES(2305844108725321738,'394E74E3-FF56-47F6-B31B-FC0720307E0B',1515402346525547,1795656095564140,310,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"held","size":1,"subnet_cidr":"172.28.4.0/24"}',202,'','{"cluster_id":"cac2d4f4a9c76455b8bbf2c251d22702c","request_id":"394E74E3-FF56-47F6-B31B-FC0720307E0B","task_id":"T-5a53346a7bd245acf413c8d7"}','cac2d4f4a9c76455b8bbf2c251d22702c','T-5a53346a7bd245acf413c8d7','','',0,'','cn-beijing');
INSERT INTO "call" VALUES(2305845208236949505,'E415E965-2E66-472A-921C-A38FE61391A2',1515402000000000,1795656094763709,374,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"polled","size":2,"subnet_cidr":"172.28.1.0/24"}',202,'','{"cluster_id":"ccb371448a65945acb1ae6470e77da023","request_id":"E415E965-2E66-472A-921C-A38FE61391A2","task_id":"T-5a5333109d01e7e155d71243"}','ccb371448a65945acb1ae6470e77da023','T-5a5333109d01e7e155d71243','','',0,'','cn-beijing');
INSERT INTO "call" VALUES(2305845208236949506,'6B0BDFF0-4C3E-4BD1-BB9E-B83B1BA13E15',1515402000000000,1795656094771022,174,'DescribeClusters','GET','/clusters','',200,'','[{"agent_version":"0.7-bfe8bdf","cluster_id":"ccb371448a65945acb1ae6470e77da023","cluster_type":"aliyun","created":"2018-01-08T09:00:00Z","data_disk_category":"cloud_ssd","data_disk_size":40,"docker_version":"17.06.2-ce-3","err_msg":"","external_loadbalancer_id":"","instance_type":"ecs.n1.small","master_url":"","name":"polled","network_mode":"vpc","node_status":"{\"health\":0,\"unhealth\":0}","region_id":"cn-beijing","security_group_id":"","size":2,"state":"initial","subnet_cidr":"172.28.1.0/24","tags":[],"updated":"2018-01-08T09:00:00Z","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","zone_id":"cn-beijing-b"}]','','','','',0,'','cn-beijing');
INSERT INTO "call" VALUES(2305846307748577281,'61B0BE27-1A65-46FC-8713-6CC2243DB459',1515402000000000,1795656095015827,396,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"stocked","size":1,"subnet_cidr":"172.28.1.0/24"}',202,'','{"cluster_id":"c5ca4a923bd774438a1369da9b236683d","request_id":"61B0BE27-1A65-46FC-8713-6CC2243DB459","task_id":"T-5a5333109d9cc22d093f0b06"}','c5ca4a923bd774438a1369da9b236683d','T-5a5333109d9cc22d093f0b06','','',0,'','cn-beijing');
INSERT INTO "call" VALUES(2305846307748577282,'F71137EF-727F-4939-85A6-41CD0231442F',1515402060000000,1795656095024064,305,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"out-of-stock","size":1,"subnet_cidr":"172.28.2.0/24"}',202,'','{"cluster_id":"c14381095a03945b2bcb7661329b77bc8","request_id":"F71137EF-727F-4939-85A6-41CD0231442F","task_id":"T-5a53334c8b177c58c33517ce"}','c14381095a03945b2bcb7661329b77bc8','T-5a53334c8b177c58c33517ce','','',0,'','cn-beijing');
INSERT INTO "call" VALUES(2305847407260205057,'2C3496A0-1D62-4256-A356-0F6744A5D59A',1515402000000000,1795656095507733,316,'DescribeApiVersion','GET','/version','',503,'ServiceUnavailable','{"RequestId":"2C3496A0-1D62-4256-A356-0F6744A5D59A","HostId":"cs.aliyuncs.com","Code":"ServiceUnavailable","Message":"the reason"}','','','','refused:error',0,'{"phases":["admit"],"unmet":{},"cluster":null}','cn-beijing');
INSERT INTO "call" VALUES(2305847407260205058,'6FC54DF3-808B-40F7-B63A-1B22A07B431F',1515402000000000,1795656095511939,487,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"done","size":1,"subnet_cidr":"172.28.1.0/24"}',202,'','{"cluster_id":"c9d727ba7236b4c7fb55b71ec5d6afa33","request_id":"6FC54DF3-808B-40F7-B63A-1B22A07B431F","task_id":"T-5a533310214d844f442ceb97"}','c9d727ba7236b4c7fb55b71ec5d6afa33','T-5a533310214d844f442ceb97','','',0,'{"phases":["admit","apply","reply"],"unmet":{},"cluster":null}','cn-beijing');
INSERT INTO "call" VALUES(2305847407260205059,'B43F0A62-8CCB-4E41-ACAB-6A3E1970E904',1515403800000000,1795656095534835,449,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"slow","size":2,"subnet_cidr":"172.28.2.0/24"}',202,'','{"cluster_id":"ce38457e7437e409cb861b2c7e29e22a0","request_id":"B43F0A62-8CCB-4E41-ACAB-6A3E1970E904","task_id":"T-5a533a189551319a7cc728e1"}','ce38457e7437e409cb861b2c7e29e22a0','T-5a533a189551319a7cc728e1','','',0,'{"phases":["admit","apply","reply"],"unmet":{},"cluster":null}','cn-beijing');
INSERT INTO "call" VALUES(2305847407260205060,'065DC8D3-8806-4794-A7B8-E4F79A1E86AA',1515403800000000,1795656095539739,384,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"failing","size":2,"subnet_cidr":"172.28.3.0/24"}',202,'','{"cluster_id":"ca936982081244d898a086ed1ba846fd6","request_id":"065DC8D3-8806-4794-A7B8-E4F79A1E86AA","task_id":"T-5a533a18f4cb63a817db2eef"}','ca936982081244d898a086ed1ba846fd6','T-5a533a18f4cb63a817db2eef','','',0,'{"phases":["admit","apply","reply"],"unmet":{},"cluster":null}','cn-beijing');
INSERT INTO "call" VALUES(2305847407260205061,'D6A41072-8D33-47A5-9026-565EA742F9D3',1515403800000000,1795656095545534,373,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"stuck","size":2,"subnet_cidr":"172.28.4.0/24"}',202,'','{"cluster_id":"c6098f502b9b7450c9127f5211321fc5b","request_id":"D6A41072-8D33-47A5-9026-565EA742F9D3","task_id":"T-5a533a185f0388e9507444a1"}','c6098f502b9b7450c9127f5211321fc5b','T-5a533a185f0388e9507444a1','','',0,'{"phases":["admit","apply","reply"],"unmet":{},"cluster":null}','cn-beijing');
INSERT INTO "call" VALUES(2305847407260205062,'B42B1E01-394C-41ED-B3F9-E48E23E636BB',1515403800000000,1795656095549380,334,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"flapping","size":2,"subnet_cidr":"172.28.5.0/24"}',202,'','{"cluster_id":"cfad9960cac2a4bfa9f5d95dc2eb2be4a","request_id":"B42B1E01-394C-41ED-B3F9-E48E23E636BB","task_id":"T-5a533a18341bc0c7842bed2d"}','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d','','',0,'{"phases":["admit","apply","reply"],"unmet":{},"cluster":null}','cn-beijing');
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
) STRICT;
INSERT INTO "cluster" VALUES(1099511627777,'c885406873e6a42179cc5da37f5383337','swarm','done','scaling',2,1515402000000000,1515402346525547,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.1.0/24','sg-2zef63vvhtidnu8isihv','lb-2ze1jv4wz74u1vr9i8g0','https://198.51.100.235:17161','',4,'[{"key":"a","value":"«1»"}]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}');
INSERT INTO "cluster" VALUES(1099511627782,'cfd30840104634889b2e4399feb861bc0','swarm','leaving','deleting',1,1515402000000000,1515402346525547,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.2.0/24','sg-2zem5ywxvpp3ex6lft5w','lb-2zevftvqldek9c9m9ipj','https://203.0.113.120:21378','',1,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}');
INSERT INTO "cluster" VALUES(1099511627833,'cb451ffc6fb124936a36247e4b92fde4b','swarm','under-way','initial',3,1515402256525547,1515402264774894,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.3.0/24','sg-2zer6bynnsehs64864i1','lb-2zeg3kyev81ah8aj7m4x','','',3,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}');
INSERT INTO "cluster" VALUES(1099511627883,'cac2d4f4a9c76455b8bbf2c251d22702c','swarm','held','initial',1,1515402346525547,1515402358580811,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.4.0/24','sg-2zeiq9dofghpitt8bvw7','lb-2ze1r6kavwypg6ho27jn','','',1,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}');
INSERT INTO "cluster" VALUES(2199023255553,'ccb371448a65945acb1ae6470e77da023','swarm','polled','initial',2,1515402000000000,1515402000000000,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.1.0/24','','','','',0,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}');
INSERT INTO "cluster" VALUES(3298534883331,'c5ca4a923bd774438a1369da9b236683d','swarm','stocked','initial',1,1515402000000000,1515402014592172,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.1.0/24','sg-2ze1h8se6qacjactjuzd','lb-2ze0c0kyj8glm2iz1kds','','',1,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}');
INSERT INTO "cluster" VALUES(3298534883349,'c14381095a03945b2bcb7661329b77bc8','swarm','out-of-stock','initial',1,1515402060000000,1515402060000000,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.2.0/24','','','','',0,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}');
INSERT INTO "cluster" VALUES(4398046511109,'c9d727ba7236b4c7fb55b71ec5d6afa33','swarm','done','running',1,1515402000000000,1515402221049490,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.1.0/24','sg-2zesntxf951qty0c5cun','lb-2zerznrso6nw750siwy6','https://203.0.113.142:17230','',1,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}');
INSERT INTO "cluster" VALUES(4398046511132,'ce38457e7437e409cb861b2c7e29e22a0','swarm','slow','initial',2,1515403800000000,1515403807510501,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.2.0/24','sg-2zemesn7iwjhd8zpmgly','lb-2ze865o4i589rrfobsu6','','',2,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}');
INSERT INTO "cluster" VALUES(4398046511137,'ca936982081244d898a086ed1ba846fd6','swarm','failing','initial',2,1515403800000000,1515403808803449,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.3.0/24','sg-2ze66xiqp1pa9b03bohe','lb-2ze0cucc86oaevam1skl','','',2,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}');
INSERT INTO "cluster" VALUES(4398046511142,'c6098f502b9b7450c9127f5211321fc5b','swarm','stuck','initial',2,1515403800000000,1515403812860399,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.4.0/24','sg-2zen88uqzy1fcpp1nx1w','lb-2zesyx28oi6e6e7im1qg','','',2,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}');
INSERT INTO "cluster" VALUES(4398046511147,'cfad9960cac2a4bfa9f5d95dc2eb2be4a','swarm','flapping','initial',2,1515403800000000,1515403806366233,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.5.0/24','sg-2zeciuzo9qzg89s4wos2','lb-2ze3rmdox9142biae4pm','','',2,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}');
INSERT INTO "cluster" VALUES(2305844108725321729,'c885406873e6a42179cc5da37f5383337','swarm','done','scaling',2,1515402000000000,1515402346525547,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.1.0/24','sg-2zef63vvhtidnu8isihv','lb-2ze1jv4wz74u1vr9i8g0','https://198.51.100.235:17161','',4,'[{"key":"a","value":"«1»"}]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}');
INSERT INTO "cluster" VALUES(2305844108725321734,'cfd30840104634889b2e4399feb861bc0','swarm','leaving','deleting',1,1515402000000000,1515402346525547,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.2.0/24','sg-2zem5ywxvpp3ex6lft5w','lb-2zevftvqldek9c9m9ipj','https://203.0.113.120:21378','',1,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}');
INSERT INTO "cluster" VALUES(2305844108725321785,'cb451ffc6fb124936a36247e4b92fde4b','swarm','under-way','initial',3,1515402256525547,1515402264774894,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.3.0/24','sg-2zer6bynnsehs64864i1','lb-2zeg3kyev81ah8aj7m4x','','',3,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}');
INSERT INTO "cluster" VALUES(2305844108725321835,'cac2d4f4a9c76455b8bbf2c251d22702c','swarm','held','initial',1,1515402346525547,1515402358580811,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.4.0/24','sg-2zeiq9dofghpitt8bvw7','lb-2ze1r6kavwypg6ho27jn','','',1,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}');
INSERT INTO "cluster" VALUES(2305845208236949505,'ccb371448a65945acb1ae6470e77da023','swarm','polled','initial',2,1515402000000000,1515402000000000,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.1.0/24','','','','',0,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}');
INSERT INTO "cluster" VALUES(2305846307748577283,'c5ca4a923bd774438a1369da9b236683d','swarm','stocked','initial',1,1515402000000000,1515402014592172,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.1.0/24','sg-2ze1h8se6qacjactjuzd','lb-2ze0c0kyj8glm2iz1kds','','',1,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}');
INSERT INTO "cluster" VALUES(2305846307748577301,'c14381095a03945b2bcb7661329b77bc8','swarm','out-of-stock','initial',1,1515402060000000,1515402060000000,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.2.0/24','','','','',0,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}');
INSERT INTO "cluster" VALUES(2305847407260205061,'c9d727ba7236b4c7fb55b71ec5d6afa33','swarm','done','running',1,1515402000000000,1515402221049490,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.1.0/24','sg-2zesntxf951qty0c5cun','lb-2zerznrso6nw750siwy6','https://203.0.113.142:17230','',1,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}');
INSERT INTO "cluster" VALUES(2305847407260205084,'ce38457e7437e409cb861b2c7e29e22a0','swarm','slow','initial',2,1515403800000000,1515403807510501,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.2.0/24','sg-2zemesn7iwjhd8zpmgly','lb-2ze865o4i589rrfobsu6','','',2,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}');
INSERT INTO "cluster" VALUES(2305847407260205089,'ca936982081244d898a086ed1ba846fd6','swarm','failing','initial',2,1515403800000000,1515403808803449,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.3.0/24','sg-2ze66xiqp1pa9b03bohe','lb-2ze0cucc86oaevam1skl','','',2,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}');
INSERT INTO "cluster" VALUES(2305847407260205094,'c6098f502b9b7450c9127f5211321fc5b','swarm','stuck','initial',2,1515403800000000,1515403812860399,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.4.0/24','sg-2zen88uqzy1fcpp1nx1w','lb-2zesyx28oi6e6e7im1qg','','',2,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}');
INSERT INTO "cluster" VALUES(2305847407260205099,'cfad9960cac2a4bfa9f5d95dc2eb2be4a','swarm','flapping','initial',2,1515403800000000,1515403806366233,'cn-beijing','cn-beijing-b','vpc-2zedefault','vsw-2zedefaultb','172.28.5.0/24','sg-2zeciuzo9qzg89s4wos2','lb-2ze3rmdox9142biae4pm','','',2,'[]','{"network_mode":"vpc","instance_type":"ecs.n1.small","ecs_image_id":"centos_7_04_64_20G_alibase_201701015","io_optimized":"optimized","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"release_eip_flag":false,"rds_instances":[]}');
CREATE TABLE custom_image (
    id INTEGER PRIMARY KEY,
    image_id TEXT NOT NULL,
    region_id TEXT NOT NULL,
    os TEXT NOT NULL,
    version TEXT NOT NULL,
    kernel TEXT NOT NULL,         -- empty where nothing is known of it
    size_gib INTEGER NOT NULL,
    adopted INTEGER NOT NULL
) STRICT;
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
) STRICT;
INSERT INTO "decision" VALUES(4398046511108,1515402000000000,'refused','admit','error','DescribeApiVersion','','','','','','2C3496A0-1D62-4256-A356-0F6744A5D59A',1,'','fired');
INSERT INTO "decision" VALUES(4398046511189,1515403812860399,'held','provision','stuck','CreateCluster','ecs','stuck','c6098f502b9b7450c9127f5211321fc5b','T-5a533a185f0388e9507444a1','i-2ze9779m83hs674s7dav','',1,'','fired');
INSERT INTO "decision" VALUES(4398046511191,1515403812860399,'held','provision','stuck','CreateCluster','ecs','stuck','c6098f502b9b7450c9127f5211321fc5b','T-5a533a185f0388e9507444a1','i-2zeqrya3yp8gmkfshwt5','',2,'','fired');
INSERT INTO "decision" VALUES(4398046511208,1515403852971430,'slow-address','provision','slow','CreateCluster','eip','slow','ce38457e7437e409cb861b2c7e29e22a0','T-5a533a189551319a7cc728e1','i-2ze51k01nrg4uk5e07xw','',1,'','fired');
INSERT INTO "decision" VALUES(4398046511216,1515403857679176,'no-init','provision','fail','CreateCluster','init','failing','ca936982081244d898a086ed1ba846fd6','T-5a533a18f4cb63a817db2eef','i-2zed8hk4kzn7oykqkk8g','',1,'','fired');
INSERT INTO "decision" VALUES(4398046511218,1515403859101575,'slow-address','provision','slow','CreateCluster','eip','slow','ce38457e7437e409cb861b2c7e29e22a0','T-5a533a189551319a7cc728e1','i-2zeu2d8aryvhw9z3vban','',2,'','fired');
INSERT INTO "decision" VALUES(4398046511221,1515403859149988,'comes-and-goes','provision','flapping','CreateCluster','init','flapping','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d','i-2zep5936frsv3wru237i','',1,'','fired');
INSERT INTO "decision" VALUES(4398046511225,1515403861647213,'no-init','provision','fail','CreateCluster','init','failing','ca936982081244d898a086ed1ba846fd6','T-5a533a18f4cb63a817db2eef','i-2zenk7687ogqprgqg79m','',2,'','fired');
INSERT INTO "decision" VALUES(4398046511229,1515403878967741,'comes-and-goes','provision','flapping','CreateCluster','init','flapping','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d','i-2zen7mcvht64gxvi1d7o','',2,'','fired');
INSERT INTO "decision" VALUES(2305847407260205060,1515402000000000,'refused','admit','error','DescribeApiVersion','','','','','','2C3496A0-1D62-4256-A356-0F6744A5D59A',1,'','fired');
INSERT INTO "decision" VALUES(2305847407260205141,1515403812860399,'held','provision','stuck','CreateCluster','ecs','stuck','c6098f502b9b7450c9127f5211321fc5b','T-5a533a185f0388e9507444a1','i-2ze9779m83hs674s7dav','',1,'','fired');
INSERT INTO "decision" VALUES(2305847407260205143,1515403812860399,'held','provision','stuck','CreateCluster','ecs','stuck','c6098f502b9b7450c9127f5211321fc5b','T-5a533a185f0388e9507444a1','i-2zeqrya3yp8gmkfshwt5','',2,'','fired');
INSERT INTO "decision" VALUES(2305847407260205160,1515403852971430,'slow-address','provision','slow','CreateCluster','eip','slow','ce38457e7437e409cb861b2c7e29e22a0','T-5a533a189551319a7cc728e1','i-2ze51k01nrg4uk5e07xw','',1,'','fired');
INSERT INTO "decision" VALUES(2305847407260205168,1515403857679176,'no-init','provision','fail','CreateCluster','init','failing','ca936982081244d898a086ed1ba846fd6','T-5a533a18f4cb63a817db2eef','i-2zed8hk4kzn7oykqkk8g','',1,'','fired');
INSERT INTO "decision" VALUES(2305847407260205170,1515403859101575,'slow-address','provision','slow','CreateCluster','eip','slow','ce38457e7437e409cb861b2c7e29e22a0','T-5a533a189551319a7cc728e1','i-2zeu2d8aryvhw9z3vban','',2,'','fired');
INSERT INTO "decision" VALUES(2305847407260205173,1515403859149988,'comes-and-goes','provision','flapping','CreateCluster','init','flapping','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d','i-2zep5936frsv3wru237i','',1,'','fired');
INSERT INTO "decision" VALUES(2305847407260205177,1515403861647213,'no-init','provision','fail','CreateCluster','init','failing','ca936982081244d898a086ed1ba846fd6','T-5a533a18f4cb63a817db2eef','i-2zenk7687ogqprgqg79m','',2,'','fired');
INSERT INTO "decision" VALUES(2305847407260205181,1515403878967741,'comes-and-goes','provision','flapping','CreateCluster','init','flapping','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d','i-2zen7mcvht64gxvi1d7o','',2,'','fired');
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
) STRICT;
INSERT INTO "event" VALUES(1099511627780,1,'c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12',1515402000000000,'cluster_create','info','Started','Start to create cluster');
INSERT INTO "event" VALUES(1099511627785,6,'cfd30840104634889b2e4399feb861bc0','T-5a5333102513061dffb812b1',1515402000000000,'cluster_create','info','Started','Start to create cluster');
INSERT INTO "event" VALUES(1099511627825,6,'cfd30840104634889b2e4399feb861bc0','T-5a5333102513061dffb812b1',1515402187009908,'cluster_create','info','Succeeded','start to update cluster status to CREATE_COMPLETE');
INSERT INTO "event" VALUES(1099511627832,1,'c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12',1515402256525547,'cluster_create','info','Succeeded','start to update cluster status to CREATE_COMPLETE');
INSERT INTO "event" VALUES(1099511627836,57,'cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce',1515402256525547,'cluster_create','info','Started','Start to create cluster');
INSERT INTO "event" VALUES(1099511627867,1,'c885406873e6a42179cc5da37f5383337','',1515402346525547,'cluster_modify','info','Succeeded','Set 1 tags');
INSERT INTO "event" VALUES(1099511627875,1,'c885406873e6a42179cc5da37f5383337','T-5a53346a7e2ad33107d36cf7',1515402346525547,'cluster_scaleout','info','Started','Start to scale cluster');
INSERT INTO "event" VALUES(1099511627881,6,'cfd30840104634889b2e4399feb861bc0','T-5a53346a4cee117cab205c86',1515402346525547,'cluster_delete','info','Started','Start to delete cluster');
INSERT INTO "event" VALUES(1099511627886,107,'cac2d4f4a9c76455b8bbf2c251d22702c','T-5a53346a7bd245acf413c8d7',1515402346525547,'cluster_create','info','Started','Start to create cluster');
INSERT INTO "event" VALUES(2199023255556,1,'ccb371448a65945acb1ae6470e77da023','T-5a5333109d01e7e155d71243',1515402000000000,'cluster_create','info','Started','Start to create cluster');
INSERT INTO "event" VALUES(3298534883334,3,'c5ca4a923bd774438a1369da9b236683d','T-5a5333109d9cc22d093f0b06',1515402000000000,'cluster_create','info','Started','Start to create cluster');
INSERT INTO "event" VALUES(3298534883352,21,'c14381095a03945b2bcb7661329b77bc8','T-5a53334c8b177c58c33517ce',1515402060000000,'cluster_create','info','Started','Start to create cluster');
INSERT INTO "event" VALUES(4398046511112,5,'c9d727ba7236b4c7fb55b71ec5d6afa33','T-5a533310214d844f442ceb97',1515402000000000,'cluster_create','info','Started','Start to create cluster');
INSERT INTO "event" VALUES(4398046511131,5,'c9d727ba7236b4c7fb55b71ec5d6afa33','T-5a533310214d844f442ceb97',1515402221049490,'cluster_create','info','Succeeded','start to update cluster status to CREATE_COMPLETE');
INSERT INTO "event" VALUES(4398046511135,28,'ce38457e7437e409cb861b2c7e29e22a0','T-5a533a189551319a7cc728e1',1515403800000000,'cluster_create','info','Started','Start to create cluster');
INSERT INTO "event" VALUES(4398046511140,33,'ca936982081244d898a086ed1ba846fd6','T-5a533a18f4cb63a817db2eef',1515403800000000,'cluster_create','info','Started','Start to create cluster');
INSERT INTO "event" VALUES(4398046511145,38,'c6098f502b9b7450c9127f5211321fc5b','T-5a533a185f0388e9507444a1',1515403800000000,'cluster_create','info','Started','Start to create cluster');
INSERT INTO "event" VALUES(4398046511150,43,'cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d',1515403800000000,'cluster_create','info','Started','Start to create cluster');
INSERT INTO "event" VALUES(2305844108725321732,1,'c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12',1515402000000000,'cluster_create','info','Started','Start to create cluster');
INSERT INTO "event" VALUES(2305844108725321737,6,'cfd30840104634889b2e4399feb861bc0','T-5a5333102513061dffb812b1',1515402000000000,'cluster_create','info','Started','Start to create cluster');
INSERT INTO "event" VALUES(2305844108725321777,6,'cfd30840104634889b2e4399feb861bc0','T-5a5333102513061dffb812b1',1515402187009908,'cluster_create','info','Succeeded','start to update cluster status to CREATE_COMPLETE');
INSERT INTO "event" VALUES(2305844108725321784,1,'c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12',1515402256525547,'cluster_create','info','Succeeded','start to update cluster status to CREATE_COMPLETE');
INSERT INTO "event" VALUES(2305844108725321788,57,'cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce',1515402256525547,'cluster_create','info','Started','Start to create cluster');
INSERT INTO "event" VALUES(2305844108725321819,1,'c885406873e6a42179cc5da37f5383337','',1515402346525547,'cluster_modify','info','Succeeded','Set 1 tags');
INSERT INTO "event" VALUES(2305844108725321827,1,'c885406873e6a42179cc5da37f5383337','T-5a53346a7e2ad33107d36cf7',1515402346525547,'cluster_scaleout','info','Started','Start to scale cluster');
INSERT INTO "event" VALUES(2305844108725321833,6,'cfd30840104634889b2e4399feb861bc0','T-5a53346a4cee117cab205c86',1515402346525547,'cluster_delete','info','Started','Start to delete cluster');
INSERT INTO "event" VALUES(2305844108725321838,107,'cac2d4f4a9c76455b8bbf2c251d22702c','T-5a53346a7bd245acf413c8d7',1515402346525547,'cluster_create','info','Started','Start to create cluster');
INSERT INTO "event" VALUES(2305845208236949508,1,'ccb371448a65945acb1ae6470e77da023','T-5a5333109d01e7e155d71243',1515402000000000,'cluster_create','info','Started','Start to create cluster');
INSERT INTO "event" VALUES(2305846307748577286,3,'c5ca4a923bd774438a1369da9b236683d','T-5a5333109d9cc22d093f0b06',1515402000000000,'cluster_create','info','Started','Start to create cluster');
INSERT INTO "event" VALUES(2305846307748577304,21,'c14381095a03945b2bcb7661329b77bc8','T-5a53334c8b177c58c33517ce',1515402060000000,'cluster_create','info','Started','Start to create cluster');
INSERT INTO "event" VALUES(2305847407260205064,5,'c9d727ba7236b4c7fb55b71ec5d6afa33','T-5a533310214d844f442ceb97',1515402000000000,'cluster_create','info','Started','Start to create cluster');
INSERT INTO "event" VALUES(2305847407260205083,5,'c9d727ba7236b4c7fb55b71ec5d6afa33','T-5a533310214d844f442ceb97',1515402221049490,'cluster_create','info','Succeeded','start to update cluster status to CREATE_COMPLETE');
INSERT INTO "event" VALUES(2305847407260205087,28,'ce38457e7437e409cb861b2c7e29e22a0','T-5a533a189551319a7cc728e1',1515403800000000,'cluster_create','info','Started','Start to create cluster');
INSERT INTO "event" VALUES(2305847407260205092,33,'ca936982081244d898a086ed1ba846fd6','T-5a533a18f4cb63a817db2eef',1515403800000000,'cluster_create','info','Started','Start to create cluster');
INSERT INTO "event" VALUES(2305847407260205097,38,'c6098f502b9b7450c9127f5211321fc5b','T-5a533a185f0388e9507444a1',1515403800000000,'cluster_create','info','Started','Start to create cluster');
INSERT INTO "event" VALUES(2305847407260205102,43,'cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d',1515403800000000,'cluster_create','info','Started','Start to create cluster');
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
) STRICT;
CREATE TABLE log (
    id INTEGER PRIMARY KEY,
    cluster INTEGER NOT NULL,     -- the cluster's serial
    created INTEGER NOT NULL,
    level INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;
INSERT INTO "log" VALUES(1099511627779,1,1515402000000000,4,'Start to create cluster');
INSERT INTO "log" VALUES(1099511627784,6,1515402000000000,4,'Start to create cluster');
INSERT INTO "log" VALUES(1099511627787,6,1515402006526145,4,'Create SLB lb-2zevftvqldek9c9m9ipj successfully');
INSERT INTO "log" VALUES(1099511627790,6,1515402008375066,4,'Create security group sg-2zem5ywxvpp3ex6lft5w successfully');
INSERT INTO "log" VALUES(1099511627794,1,1515402009614912,4,'Create SLB lb-2ze1jv4wz74u1vr9i8g0 successfully');
INSERT INTO "log" VALUES(1099511627797,1,1515402010632941,4,'Create security group sg-2zef63vvhtidnu8isihv successfully');
INSERT INTO "log" VALUES(1099511627803,6,1515402011670112,4,'Create ECS i-2zetcqqq4jd8f95ldjdv successfully');
INSERT INTO "log" VALUES(1099511627805,1,1515402015796720,4,'Create ECS i-2zem0nh9z5sc9m4vy4gj successfully');
INSERT INTO "log" VALUES(1099511627807,1,1515402017350808,4,'Create ECS i-2ze3t25bw6977az6r3zo successfully');
INSERT INTO "log" VALUES(1099511627810,6,1515402045448786,4,'Allocate EIP 203.0.113.189 for i-2zetcqqq4jd8f95ldjdv');
INSERT INTO "log" VALUES(1099511627814,1,1515402054435919,4,'Allocate EIP 198.51.100.78 for i-2zem0nh9z5sc9m4vy4gj');
INSERT INTO "log" VALUES(1099511627818,1,1515402070886719,4,'Allocate EIP 198.51.100.140 for i-2ze3t25bw6977az6r3zo');
INSERT INTO "log" VALUES(1099511627821,6,1515402187009908,4,'Node cfd30840104634889b2e4399feb861bc0-node1 joined the cluster');
INSERT INTO "log" VALUES(1099511627823,6,1515402187009908,4,'start to update cluster status to CREATE_COMPLETE');
INSERT INTO "log" VALUES(1099511627826,1,1515402242253162,4,'Node c885406873e6a42179cc5da37f5383337-node1 joined the cluster');
INSERT INTO "log" VALUES(1099511627828,1,1515402256525547,4,'Node c885406873e6a42179cc5da37f5383337-node2 joined the cluster');
INSERT INTO "log" VALUES(1099511627830,1,1515402256525547,4,'start to update cluster status to CREATE_COMPLETE');
INSERT INTO "log" VALUES(1099511627835,57,1515402256525547,4,'Start to create cluster');
INSERT INTO "log" VALUES(1099511627838,57,1515402263751532,4,'Create SLB lb-2zeg3kyev81ah8aj7m4x successfully');
INSERT INTO "log" VALUES(1099511627841,57,1515402264774894,4,'Create security group sg-2zer6bynnsehs64864i1 successfully');
INSERT INTO "log" VALUES(1099511627849,57,1515402267781386,4,'Create ECS i-2zebdug1hxwv2xzyonmy successfully');
INSERT INTO "log" VALUES(1099511627851,57,1515402271795213,4,'Create ECS i-2ze9svogtorkjiz1glig successfully');
INSERT INTO "log" VALUES(1099511627853,57,1515402272661084,4,'Create ECS i-2zejzjsv8e3qlnl6hian successfully');
INSERT INTO "log" VALUES(1099511627858,57,1515402319941795,4,'Allocate EIP 198.51.100.53 for i-2ze9svogtorkjiz1glig');
INSERT INTO "log" VALUES(1099511627861,57,1515402323691846,4,'Allocate EIP 198.51.100.63 for i-2zejzjsv8e3qlnl6hian');
INSERT INTO "log" VALUES(1099511627863,57,1515402326691645,4,'Allocate EIP 203.0.113.107 for i-2zebdug1hxwv2xzyonmy');
INSERT INTO "log" VALUES(1099511627874,1,1515402346525547,4,'Start to scale cluster');
INSERT INTO "log" VALUES(1099511627880,6,1515402346525547,4,'Start to delete cluster');
INSERT INTO "log" VALUES(1099511627885,107,1515402346525547,4,'Start to create cluster');
INSERT INTO "log" VALUES(1099511627889,1,1515402350767715,4,'Create ECS i-2zevylhce4l2kq4qpllv successfully');
INSERT INTO "log" VALUES(1099511627892,1,1515402351147537,4,'Create ECS i-2zez7cg5ukz07j3ebcm1 successfully');
INSERT INTO "log" VALUES(1099511627895,107,1515402357536737,4,'Create SLB lb-2ze1r6kavwypg6ho27jn successfully');
INSERT INTO "log" VALUES(1099511627898,107,1515402358580811,4,'Create security group sg-2zeiq9dofghpitt8bvw7 successfully');
INSERT INTO "log" VALUES(1099511627902,107,1515402365448141,4,'Create ECS i-2ze04hnrzliqudyxvzen successfully');
INSERT INTO "log" VALUES(2199023255555,1,1515402000000000,4,'Start to create cluster');
INSERT INTO "log" VALUES(3298534883333,3,1515402000000000,4,'Start to create cluster');
INSERT INTO "log" VALUES(3298534883336,3,1515402013260301,4,'Create SLB lb-2ze0c0kyj8glm2iz1kds successfully');
INSERT INTO "log" VALUES(3298534883339,3,1515402014592172,4,'Create security group sg-2ze1h8se6qacjactjuzd successfully');
INSERT INTO "log" VALUES(3298534883343,3,1515402021206893,4,'Create ECS i-2ze7me3s9y2g8xbe9x3j successfully');
INSERT INTO "log" VALUES(3298534883346,3,1515402057410161,4,'Allocate EIP 198.51.100.145 for i-2ze7me3s9y2g8xbe9x3j');
INSERT INTO "log" VALUES(3298534883351,21,1515402060000000,4,'Start to create cluster');
INSERT INTO "log" VALUES(4398046511111,5,1515402000000000,4,'Start to create cluster');
INSERT INTO "log" VALUES(4398046511114,5,1515402006983293,4,'Create SLB lb-2zerznrso6nw750siwy6 successfully');
INSERT INTO "log" VALUES(4398046511117,5,1515402008348097,4,'Create security group sg-2zesntxf951qty0c5cun successfully');
INSERT INTO "log" VALUES(4398046511121,5,1515402011817387,4,'Create ECS i-2zehwlp3x1knhmazvr3o successfully');
INSERT INTO "log" VALUES(4398046511124,5,1515402062840229,4,'Allocate EIP 203.0.113.92 for i-2zehwlp3x1knhmazvr3o');
INSERT INTO "log" VALUES(4398046511127,5,1515402221049490,4,'Node c9d727ba7236b4c7fb55b71ec5d6afa33-node1 joined the cluster');
INSERT INTO "log" VALUES(4398046511129,5,1515402221049490,4,'start to update cluster status to CREATE_COMPLETE');
INSERT INTO "log" VALUES(4398046511134,28,1515403800000000,4,'Start to create cluster');
INSERT INTO "log" VALUES(4398046511139,33,1515403800000000,4,'Start to create cluster');
INSERT INTO "log" VALUES(4398046511144,38,1515403800000000,4,'Start to create cluster');
INSERT INTO "log" VALUES(4398046511149,43,1515403800000000,4,'Start to create cluster');
INSERT INTO "log" VALUES(4398046511152,43,1515403805144725,4,'Create SLB lb-2ze3rmdox9142biae4pm successfully');
INSERT INTO "log" VALUES(4398046511155,28,1515403806320198,4,'Create SLB lb-2ze865o4i589rrfobsu6 successfully');
INSERT INTO "log" VALUES(4398046511158,43,1515403806366233,4,'Create security group sg-2zeciuzo9qzg89s4wos2 successfully');
INSERT INTO "log" VALUES(4398046511164,28,1515403807510501,4,'Create security group sg-2zemesn7iwjhd8zpmgly successfully');
INSERT INTO "log" VALUES(4398046511170,33,1515403807564465,4,'Create SLB lb-2ze0cucc86oaevam1skl successfully');
INSERT INTO "log" VALUES(4398046511173,33,1515403808803449,4,'Create security group sg-2ze66xiqp1pa9b03bohe successfully');
INSERT INTO "log" VALUES(4398046511179,38,1515403811111491,4,'Create SLB lb-2zesyx28oi6e6e7im1qg successfully');
INSERT INTO "log" VALUES(4398046511182,28,1515403811329492,4,'Create ECS i-2ze51k01nrg4uk5e07xw successfully');
INSERT INTO "log" VALUES(4398046511184,38,1515403812860399,4,'Create security group sg-2zen88uqzy1fcpp1nx1w successfully');
INSERT INTO "log" VALUES(4398046511193,43,1515403813170774,4,'Create ECS i-2zep5936frsv3wru237i successfully');
INSERT INTO "log" VALUES(4398046511195,33,1515403813260382,4,'Create ECS i-2zenk7687ogqprgqg79m successfully');
INSERT INTO "log" VALUES(4398046511197,43,1515403813559850,4,'Create ECS i-2zen7mcvht64gxvi1d7o successfully');
INSERT INTO "log" VALUES(4398046511199,33,1515403814699241,4,'Create ECS i-2zed8hk4kzn7oykqkk8g successfully');
INSERT INTO "log" VALUES(4398046511201,28,1515403815260314,4,'Create ECS i-2zeu2d8aryvhw9z3vban successfully');
INSERT INTO "log" VALUES(4398046511209,33,1515403854916936,4,'Allocate EIP 198.51.100.195 for i-2zed8hk4kzn7oykqkk8g');
INSERT INTO "log" VALUES(4398046511212,43,1515403856796830,4,'Allocate EIP 198.51.100.57 for i-2zep5936frsv3wru237i');
INSERT INTO "log" VALUES(4398046511222,33,1515403860499789,4,'Allocate EIP 203.0.113.185 for i-2zenk7687ogqprgqg79m');
INSERT INTO "log" VALUES(4398046511226,43,1515403874432947,4,'Allocate EIP 198.51.100.250 for i-2zen7mcvht64gxvi1d7o');
INSERT INTO "log" VALUES(4398046511230,43,1515404028440582,4,'Node cfad9960cac2a4bfa9f5d95dc2eb2be4a-node2 joined the cluster');
INSERT INTO "log" VALUES(2305844108725321731,1,1515402000000000,4,'Start to create cluster');
INSERT INTO "log" VALUES(2305844108725321736,6,1515402000000000,4,'Start to create cluster');
INSERT INTO "log" VALUES(2305844108725321739,6,1515402006526145,4,'Create SLB lb-2zevftvqldek9c9m9ipj successfully');
INSERT INTO "log" VALUES(2305844108725321742,6,1515402008375066,4,'Create security group sg-2zem5ywxvpp3ex6lft5w successfully');
INSERT INTO "log" VALUES(2305844108725321746,1,1515402009614912,4,'Create SLB lb-2ze1jv4wz74u1vr9i8g0 successfully');
INSERT INTO "log" VALUES(2305844108725321749,1,1515402010632941,4,'Create security group sg-2zef63vvhtidnu8isihv successfully');
INSERT INTO "log" VALUES(2305844108725321755,6,1515402011670112,4,'Create ECS i-2zetcqqq4jd8f95ldjdv successfully');
INSERT INTO "log" VALUES(2305844108725321757,1,1515402015796720,4,'Create ECS i-2zem0nh9z5sc9m4vy4gj successfully');
INSERT INTO "log" VALUES(2305844108725321759,1,1515402017350808,4,'Create ECS i-2ze3t25bw6977az6r3zo successfully');
INSERT INTO "log" VALUES(2305844108725321762,6,1515402045448786,4,'Allocate EIP 203.0.113.189 for i-2zetcqqq4jd8f95ldjdv');
INSERT INTO "log" VALUES(2305844108725321766,1,1515402054435919,4,'Allocate EIP 198.51.100.78 for i-2zem0nh9z5sc9m4vy4gj');
INSERT INTO "log" VALUES(2305844108725321770,1,1515402070886719,4,'Allocate EIP 198.51.100.140 for i-2ze3t25bw6977az6r3zo');
INSERT INTO "log" VALUES(2305844108725321773,6,1515402187009908,4,'Node cfd30840104634889b2e4399feb861bc0-node1 joined the cluster');
INSERT INTO "log" VALUES(2305844108725321775,6,1515402187009908,4,'start to update cluster status to CREATE_COMPLETE');
INSERT INTO "log" VALUES(2305844108725321778,1,1515402242253162,4,'Node c885406873e6a42179cc5da37f5383337-node1 joined the cluster');
INSERT INTO "log" VALUES(2305844108725321780,1,1515402256525547,4,'Node c885406873e6a42179cc5da37f5383337-node2 joined the cluster');
INSERT INTO "log" VALUES(2305844108725321782,1,1515402256525547,4,'start to update cluster status to CREATE_COMPLETE');
INSERT INTO "log" VALUES(2305844108725321787,57,1515402256525547,4,'Start to create cluster');
INSERT INTO "log" VALUES(2305844108725321790,57,1515402263751532,4,'Create SLB lb-2zeg3kyev81ah8aj7m4x successfully');
INSERT INTO "log" VALUES(2305844108725321793,57,1515402264774894,4,'Create security group sg-2zer6bynnsehs64864i1 successfully');
INSERT INTO "log" VALUES(2305844108725321801,57,1515402267781386,4,'Create ECS i-2zebdug1hxwv2xzyonmy successfully');
INSERT INTO "log" VALUES(2305844108725321803,57,1515402271795213,4,'Create ECS i-2ze9svogtorkjiz1glig successfully');
INSERT INTO "log" VALUES(2305844108725321805,57,1515402272661084,4,'Create ECS i-2zejzjsv8e3qlnl6hian successfully');
INSERT INTO "log" VALUES(2305844108725321810,57,1515402319941795,4,'Allocate EIP 198.51.100.53 for i-2ze9svogtorkjiz1glig');
INSERT INTO "log" VALUES(2305844108725321813,57,1515402323691846,4,'Allocate EIP 198.51.100.63 for i-2zejzjsv8e3qlnl6hian');
INSERT INTO "log" VALUES(2305844108725321815,57,1515402326691645,4,'Allocate EIP 203.0.113.107 for i-2zebdug1hxwv2xzyonmy');
INSERT INTO "log" VALUES(2305844108725321826,1,1515402346525547,4,'Start to scale cluster');
INSERT INTO "log" VALUES(2305844108725321832,6,1515402346525547,4,'Start to delete cluster');
INSERT INTO "log" VALUES(2305844108725321837,107,1515402346525547,4,'Start to create cluster');
INSERT INTO "log" VALUES(2305844108725321841,1,1515402350767715,4,'Create ECS i-2zevylhce4l2kq4qpllv successfully');
INSERT INTO "log" VALUES(2305844108725321844,1,1515402351147537,4,'Create ECS i-2zez7cg5ukz07j3ebcm1 successfully');
INSERT INTO "log" VALUES(2305844108725321847,107,1515402357536737,4,'Create SLB lb-2ze1r6kavwypg6ho27jn successfully');
INSERT INTO "log" VALUES(2305844108725321850,107,1515402358580811,4,'Create security group sg-2zeiq9dofghpitt8bvw7 successfully');
INSERT INTO "log" VALUES(2305844108725321854,107,1515402365448141,4,'Create ECS i-2ze04hnrzliqudyxvzen successfully');
INSERT INTO "log" VALUES(2305845208236949507,1,1515402000000000,4,'Start to create cluster');
INSERT INTO "log" VALUES(2305846307748577285,3,1515402000000000,4,'Start to create cluster');
INSERT INTO "log" VALUES(2305846307748577288,3,1515402013260301,4,'Create SLB lb-2ze0c0kyj8glm2iz1kds successfully');
INSERT INTO "log" VALUES(2305846307748577291,3,1515402014592172,4,'Create security group sg-2ze1h8se6qacjactjuzd successfully');
INSERT INTO "log" VALUES(2305846307748577295,3,1515402021206893,4,'Create ECS i-2ze7me3s9y2g8xbe9x3j successfully');
INSERT INTO "log" VALUES(2305846307748577298,3,1515402057410161,4,'Allocate EIP 198.51.100.145 for i-2ze7me3s9y2g8xbe9x3j');
INSERT INTO "log" VALUES(2305846307748577303,21,1515402060000000,4,'Start to create cluster');
INSERT INTO "log" VALUES(2305847407260205063,5,1515402000000000,4,'Start to create cluster');
INSERT INTO "log" VALUES(2305847407260205066,5,1515402006983293,4,'Create SLB lb-2zerznrso6nw750siwy6 successfully');
INSERT INTO "log" VALUES(2305847407260205069,5,1515402008348097,4,'Create security group sg-2zesntxf951qty0c5cun successfully');
INSERT INTO "log" VALUES(2305847407260205073,5,1515402011817387,4,'Create ECS i-2zehwlp3x1knhmazvr3o successfully');
INSERT INTO "log" VALUES(2305847407260205076,5,1515402062840229,4,'Allocate EIP 203.0.113.92 for i-2zehwlp3x1knhmazvr3o');
INSERT INTO "log" VALUES(2305847407260205079,5,1515402221049490,4,'Node c9d727ba7236b4c7fb55b71ec5d6afa33-node1 joined the cluster');
INSERT INTO "log" VALUES(2305847407260205081,5,1515402221049490,4,'start to update cluster status to CREATE_COMPLETE');
INSERT INTO "log" VALUES(2305847407260205086,28,1515403800000000,4,'Start to create cluster');
INSERT INTO "log" VALUES(2305847407260205091,33,1515403800000000,4,'Start to create cluster');
INSERT INTO "log" VALUES(2305847407260205096,38,1515403800000000,4,'Start to create cluster');
INSERT INTO "log" VALUES(2305847407260205101,43,1515403800000000,4,'Start to create cluster');
INSERT INTO "log" VALUES(2305847407260205104,43,1515403805144725,4,'Create SLB lb-2ze3rmdox9142biae4pm successfully');
INSERT INTO "log" VALUES(2305847407260205107,28,1515403806320198,4,'Create SLB lb-2ze865o4i589rrfobsu6 successfully');
INSERT INTO "log" VALUES(2305847407260205110,43,1515403806366233,4,'Create security group sg-2zeciuzo9qzg89s4wos2 successfully');
INSERT INTO "log" VALUES(2305847407260205116,28,1515403807510501,4,'Create security group sg-2zemesn7iwjhd8zpmgly successfully');
INSERT INTO "log" VALUES(2305847407260205122,33,1515403807564465,4,'Create SLB lb-2ze0cucc86oaevam1skl successfully');
INSERT INTO "log" VALUES(2305847407260205125,33,1515403808803449,4,'Create security group sg-2ze66xiqp1pa9b03bohe successfully');
INSERT INTO "log" VALUES(2305847407260205131,38,1515403811111491,4,'Create SLB lb-2zesyx28oi6e6e7im1qg successfully');
INSERT INTO "log" VALUES(2305847407260205134,28,1515403811329492,4,'Create ECS i-2ze51k01nrg4uk5e07xw successfully');
INSERT INTO "log" VALUES(2305847407260205136,38,1515403812860399,4,'Create security group sg-2zen88uqzy1fcpp1nx1w successfully');
INSERT INTO "log" VALUES(2305847407260205145,43,1515403813170774,4,'Create ECS i-2zep5936frsv3wru237i successfully');
INSERT INTO "log" VALUES(2305847407260205147,33,1515403813260382,4,'Create ECS i-2zenk7687ogqprgqg79m successfully');
INSERT INTO "log" VALUES(2305847407260205149,43,1515403813559850,4,'Create ECS i-2zen7mcvht64gxvi1d7o successfully');
INSERT INTO "log" VALUES(2305847407260205151,33,1515403814699241,4,'Create ECS i-2zed8hk4kzn7oykqkk8g successfully');
INSERT INTO "log" VALUES(2305847407260205153,28,1515403815260314,4,'Create ECS i-2zeu2d8aryvhw9z3vban successfully');
INSERT INTO "log" VALUES(2305847407260205161,33,1515403854916936,4,'Allocate EIP 198.51.100.195 for i-2zed8hk4kzn7oykqkk8g');
INSERT INTO "log" VALUES(2305847407260205164,43,1515403856796830,4,'Allocate EIP 198.51.100.57 for i-2zep5936frsv3wru237i');
INSERT INTO "log" VALUES(2305847407260205174,33,1515403860499789,4,'Allocate EIP 203.0.113.185 for i-2zenk7687ogqprgqg79m');
INSERT INTO "log" VALUES(2305847407260205178,43,1515403874432947,4,'Allocate EIP 198.51.100.250 for i-2zen7mcvht64gxvi1d7o');
INSERT INTO "log" VALUES(2305847407260205182,43,1515404028440582,4,'Node cfad9960cac2a4bfa9f5d95dc2eb2be4a-node2 joined the cluster');
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
, made_by TEXT NOT NULL DEFAULT 'CreateCluster', charge_type TEXT NOT NULL DEFAULT 'PostPaid', releases_eip INTEGER NOT NULL DEFAULT 0, is_released INTEGER NOT NULL DEFAULT 0, is_lost INTEGER NOT NULL DEFAULT 0, group_id TEXT NOT NULL DEFAULT '', properties TEXT NOT NULL DEFAULT '{}') STRICT;
INSERT INTO "node" VALUES(1099511627792,'i-2zetcqqq4jd8f95ldjdv','cfd30840104634889b2e4399feb861bc0',1,'removing',1515402008375066,1515402354418562,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Stopping','10.0.16.1','',0,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(1099511627799,'i-2ze3t25bw6977az6r3zo','c885406873e6a42179cc5da37f5383337',1,'running',1515402010632941,1515402242253162,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.3','198.51.100.140',1,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(1099511627800,'i-2zem0nh9z5sc9m4vy4gj','c885406873e6a42179cc5da37f5383337',2,'running',1515402010632941,1515402256525547,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.2','198.51.100.78',1,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(1099511627843,'i-2zejzjsv8e3qlnl6hian','cb451ffc6fb124936a36247e4b92fde4b',1,'initial',1515402264774894,1515402326883847,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.6','198.51.100.63',1,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(1099511627844,'i-2ze9svogtorkjiz1glig','cb451ffc6fb124936a36247e4b92fde4b',2,'initial',1515402264774894,1515402322531266,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.5','198.51.100.53',1,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(1099511627845,'i-2zebdug1hxwv2xzyonmy','cb451ffc6fb124936a36247e4b92fde4b',3,'initial',1515402264774894,1515402328040477,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.4','203.0.113.107',1,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(1099511627870,'i-2zevylhce4l2kq4qpllv','c885406873e6a42179cc5da37f5383337',3,'initial',1515402346525547,1515402385606264,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.7','',0,'','ScaleCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(1099511627871,'i-2zez7cg5ukz07j3ebcm1','c885406873e6a42179cc5da37f5383337',4,'initial',1515402346525547,1515402351147537,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Starting','10.0.16.8','',0,'','ScaleCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(1099511627900,'i-2ze04hnrzliqudyxvzen','cac2d4f4a9c76455b8bbf2c251d22702c',1,'initial',1515402358580811,1515402365448141,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Starting','10.0.16.9','',0,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(3298534883341,'i-2ze7me3s9y2g8xbe9x3j','c5ca4a923bd774438a1369da9b236683d',1,'initial',1515402014592172,1515402059441072,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.1','198.51.100.145',1,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(4398046511119,'i-2zehwlp3x1knhmazvr3o','c9d727ba7236b4c7fb55b71ec5d6afa33',1,'running',1515402008348097,1515402221049490,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.1','203.0.113.92',1,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(4398046511160,'i-2zen7mcvht64gxvi1d7o','cfad9960cac2a4bfa9f5d95dc2eb2be4a',1,'initial',1515403806366233,1515403878967741,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.5','198.51.100.250',1,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(4398046511161,'i-2zep5936frsv3wru237i','cfad9960cac2a4bfa9f5d95dc2eb2be4a',2,'running',1515403806366233,1515404028440582,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.3','198.51.100.57',1,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(4398046511166,'i-2zeu2d8aryvhw9z3vban','ce38457e7437e409cb861b2c7e29e22a0',1,'initial',1515403807510501,1515403859101575,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.7','',0,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(4398046511167,'i-2ze51k01nrg4uk5e07xw','ce38457e7437e409cb861b2c7e29e22a0',2,'initial',1515403807510501,1515403852971430,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.2','',0,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(4398046511175,'i-2zenk7687ogqprgqg79m','ca936982081244d898a086ed1ba846fd6',1,'initial',1515403808803449,1515403861647213,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.4','203.0.113.185',1,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(4398046511176,'i-2zed8hk4kzn7oykqkk8g','ca936982081244d898a086ed1ba846fd6',2,'initial',1515403808803449,1515403857679176,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.6','198.51.100.195',1,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(4398046511186,'i-2ze9779m83hs674s7dav','c6098f502b9b7450c9127f5211321fc5b',1,'initial',1515403812860399,1515403812860399,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Pending','','',0,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(4398046511187,'i-2zeqrya3yp8gmkfshwt5','c6098f502b9b7450c9127f5211321fc5b',2,'initial',1515403812860399,1515403812860399,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Pending','','',0,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(2305844108725321744,'i-2zetcqqq4jd8f95ldjdv','cfd30840104634889b2e4399feb861bc0',1,'removing',1515402008375066,1515402354418562,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Stopping','10.0.16.1','',0,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(2305844108725321751,'i-2ze3t25bw6977az6r3zo','c885406873e6a42179cc5da37f5383337',1,'running',1515402010632941,1515402242253162,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.3','198.51.100.140',1,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(2305844108725321752,'i-2zem0nh9z5sc9m4vy4gj','c885406873e6a42179cc5da37f5383337',2,'running',1515402010632941,1515402256525547,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.2','198.51.100.78',1,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(2305844108725321795,'i-2zejzjsv8e3qlnl6hian','cb451ffc6fb124936a36247e4b92fde4b',1,'initial',1515402264774894,1515402326883847,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.6','198.51.100.63',1,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(2305844108725321796,'i-2ze9svogtorkjiz1glig','cb451ffc6fb124936a36247e4b92fde4b',2,'initial',1515402264774894,1515402322531266,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.5','198.51.100.53',1,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(2305844108725321797,'i-2zebdug1hxwv2xzyonmy','cb451ffc6fb124936a36247e4b92fde4b',3,'initial',1515402264774894,1515402328040477,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.4','203.0.113.107',1,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(2305844108725321822,'i-2zevylhce4l2kq4qpllv','c885406873e6a42179cc5da37f5383337',3,'initial',1515402346525547,1515402350767715,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Starting','10.0.16.7','',0,'','ScaleCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(2305844108725321823,'i-2zez7cg5ukz07j3ebcm1','c885406873e6a42179cc5da37f5383337',4,'initial',1515402346525547,1515402351147537,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Starting','10.0.16.8','',0,'','ScaleCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(2305844108725321852,'i-2ze04hnrzliqudyxvzen','cac2d4f4a9c76455b8bbf2c251d22702c',1,'initial',1515402358580811,1515402365448141,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Starting','10.0.16.9','',0,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(2305846307748577293,'i-2ze7me3s9y2g8xbe9x3j','c5ca4a923bd774438a1369da9b236683d',1,'initial',1515402014592172,1515402059441072,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.1','198.51.100.145',1,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(2305847407260205071,'i-2zehwlp3x1knhmazvr3o','c9d727ba7236b4c7fb55b71ec5d6afa33',1,'running',1515402008348097,1515402221049490,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.1','203.0.113.92',1,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(2305847407260205112,'i-2zen7mcvht64gxvi1d7o','cfad9960cac2a4bfa9f5d95dc2eb2be4a',1,'initial',1515403806366233,1515403878967741,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.5','198.51.100.250',1,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(2305847407260205113,'i-2zep5936frsv3wru237i','cfad9960cac2a4bfa9f5d95dc2eb2be4a',2,'running',1515403806366233,1515404028440582,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.3','198.51.100.57',1,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(2305847407260205118,'i-2zeu2d8aryvhw9z3vban','ce38457e7437e409cb861b2c7e29e22a0',1,'initial',1515403807510501,1515403859101575,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.7','',0,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(2305847407260205119,'i-2ze51k01nrg4uk5e07xw','ce38457e7437e409cb861b2c7e29e22a0',2,'initial',1515403807510501,1515403852971430,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.2','',0,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(2305847407260205127,'i-2zenk7687ogqprgqg79m','ca936982081244d898a086ed1ba846fd6',1,'initial',1515403808803449,1515403861647213,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.4','203.0.113.185',1,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(2305847407260205128,'i-2zed8hk4kzn7oykqkk8g','ca936982081244d898a086ed1ba846fd6',2,'initial',1515403808803449,1515403857679176,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.6','198.51.100.195',1,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(2305847407260205138,'i-2ze9779m83hs674s7dav','c6098f502b9b7450c9127f5211321fc5b',1,'initial',1515403812860399,1515403812860399,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Pending','','',0,'','CreateCluster','PostPaid',0,0,0,'','{}');
INSERT INTO "node" VALUES(2305847407260205139,'i-2zeqrya3yp8gmkfshwt5','c6098f502b9b7450c9127f5211321fc5b',2,'initial',1515403812860399,1515403812860399,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Pending','','',0,'','CreateCluster','PostPaid',0,0,0,'','{}');
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
) STRICT;
CREATE TABLE quota (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    amount INTEGER NOT NULL
) STRICT;
INSERT INTO "quota" VALUES(3298534883329,'nodes_per_cluster',7);
INSERT INTO "quota" VALUES(2305846307748577281,'nodes_per_cluster',7);
CREATE TABLE rds_instance (
    id INTEGER PRIMARY KEY,
    db_instance_id TEXT NOT NULL,
    region_id TEXT NOT NULL,
    whitelist TEXT NOT NULL,      -- addresses, separated by commas
    adopted INTEGER NOT NULL
) STRICT;
CREATE TABLE "rule_counter" (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,            -- rule and subject, separated by one blank
    rule TEXT NOT NULL,
    subject TEXT NOT NULL,        -- what is counted by itself; empty for everything
    matched INTEGER NOT NULL,
    fired INTEGER NOT NULL,
    level INTEGER NOT NULL,       -- what is left, in thousandths
    level_at INTEGER NOT NULL
) STRICT;
INSERT INTO "rule_counter" VALUES(4398046511107,'refused ','refused','',1,1,0,0);
INSERT INTO "rule_counter" VALUES(4398046511188,'held ','held','',2,2,0,0);
INSERT INTO "rule_counter" VALUES(4398046511207,'slow-address ','slow-address','',2,2,0,0);
INSERT INTO "rule_counter" VALUES(4398046511215,'no-init ','no-init','',2,2,0,0);
INSERT INTO "rule_counter" VALUES(4398046511220,'comes-and-goes ','comes-and-goes','',2,2,0,0);
INSERT INTO "rule_counter" VALUES(2305847407260205059,'refused ','refused','',1,1,0,0);
INSERT INTO "rule_counter" VALUES(2305847407260205140,'held ','held','',2,2,0,0);
INSERT INTO "rule_counter" VALUES(2305847407260205159,'slow-address ','slow-address','',2,2,0,0);
INSERT INTO "rule_counter" VALUES(2305847407260205167,'no-init ','no-init','',2,2,0,0);
INSERT INTO "rule_counter" VALUES(2305847407260205172,'comes-and-goes ','comes-and-goes','',2,2,0,0);
CREATE TABLE scenario (
    id INTEGER PRIMARY KEY,
    slot TEXT NOT NULL,           -- 'active'
    name TEXT NOT NULL,
    origin TEXT NOT NULL,         -- the file it was read from, or empty
    started INTEGER NOT NULL,     -- virtual time
    rules_added TEXT NOT NULL,          -- JSON: when rules came that were not there from the start
    text TEXT NOT NULL            -- JSON: the whole scenario
) STRICT;
INSERT INTO "scenario" VALUES(4398046511105,'active','old','',1515402000000000,'{"refused":1515402000000000}','{"apiVersion":"simulator/v1","kind":"Scenario","metadata":{"name":"old"},"rules":[{"id":"refused","when":{"operation":"DescribeApiVersion"},"then":{"error":"ServiceUnavailable"}},{"id":"slow-address","when":{"cluster":"slow","stage":"eip"},"then":{"slow":{"factor":40}}},{"id":"no-init","when":{"cluster":"failing","stage":"init"},"then":{"fail":{"code":"InternalError","message":"it did «not» start","after":"20m"}}},{"id":"held","when":{"cluster":"stuck","stage":"ecs"},"then":{"stuck":{}}},{"id":"comes-and-goes","when":{"cluster":"flapping"},"then":{"flapping":{"times":3,"after":"30m","every":"10m"}}}],"timeline":[{"at":"3h","do":"lose_node","cluster":"done","for":"10m"}]}');
INSERT INTO "scenario" VALUES(2305847407260205057,'active','old','',1515402000000000,'{"refused":1515402000000000}','{"apiVersion":"simulator/v1","kind":"Scenario","metadata":{"name":"old"},"rules":[{"id":"refused","when":{"operation":"DescribeApiVersion"},"then":{"error":"ServiceUnavailable"}},{"id":"slow-address","when":{"cluster":"slow","stage":"eip"},"then":{"slow":{"factor":40}}},{"id":"no-init","when":{"cluster":"failing","stage":"init"},"then":{"fail":{"code":"InternalError","message":"it did «not» start","after":"20m"}}},{"id":"held","when":{"cluster":"stuck","stage":"ecs"},"then":{"stuck":{}}},{"id":"comes-and-goes","when":{"cluster":"flapping"},"then":{"flapping":{"times":3,"after":"30m","every":"10m"}}}],"timeline":[{"at":"3h","do":"lose_node","cluster":"done","for":"10m"}]}');
CREATE TABLE "scheduled_action" (
    id INTEGER PRIMARY KEY,
    due INTEGER NOT NULL,
    action TEXT NOT NULL          -- JSON
) STRICT;
INSERT INTO "scheduled_action" VALUES(4398046511106,1515412800000000,'{"do":"lose_node","cluster":["done"],"for":600000000}');
INSERT INTO "scheduled_action" VALUES(4398046511232,1515405828440582,'{"do":"lose_node","instance_id":"i-2zep5936frsv3wru237i","for":20000000,"times":3,"every":600000000}');
INSERT INTO "scheduled_action" VALUES(2305847407260205058,1515412800000000,'{"do":"lose_node","cluster":["done"],"for":600000000}');
INSERT INTO "scheduled_action" VALUES(2305847407260205184,1515405828440582,'{"do":"lose_node","instance_id":"i-2zep5936frsv3wru237i","for":20000000,"times":3,"every":600000000}');
CREATE TABLE snapshot (
    id INTEGER PRIMARY KEY,       -- the number under which the copied rows are kept
    tenant INTEGER NOT NULL,      -- the number of the tenant it belongs to
    name TEXT NOT NULL,
    taken INTEGER NOT NULL,       -- real time
    tenant_row TEXT NOT NULL,           -- JSON: the tenant's own row at that moment
    UNIQUE (tenant, name)
) STRICT;
INSERT INTO "snapshot" VALUES(2097153,1,'middle',1795656095583484,'{"number":1,"name":"default","origin":"default","seed":0,"clock_mode":"frozen","clock_rate":60.0,"now":1515402366525547,"counts":"{\"call\":10,\"cluster\":4,\"task\":6,\"token\":1,\"template\":1,\"serial\":127}","spec":"{}","last_seen":"{}","expires":0,"calls_allowed":0,"now_allowed":0,"reading":0.0,"boot":""}');
INSERT INTO "snapshot" VALUES(2097154,2,'middle',1795656095586044,'{"number":2,"name":"LTAIpolling","origin":"tenant","seed":7,"clock_mode":"polling","clock_rate":60.0,"now":1515402000000000,"counts":"{\"call\":2,\"cluster\":1,\"task\":1,\"token\":0,\"template\":0,\"serial\":5}","spec":"{\"origin\":\"tenant\",\"seed\":7,\"clock\":\"polling\",\"quotas\":{\"clusters\":3}}","last_seen":"{\"clusters\":[\"ccb371448a65945acb1ae6470e77da023 initial\"]}","expires":0,"calls_allowed":0,"now_allowed":0,"reading":0.0,"boot":""}');
INSERT INTO "snapshot" VALUES(2097155,3,'middle',1795656095587593,'{"number":3,"name":"LTAIfixtures","origin":"tenant","seed":0,"clock_mode":"frozen","clock_rate":60.0,"now":1515402070000000,"counts":"{\"call\":2,\"cluster\":2,\"task\":2,\"token\":0,\"template\":0,\"serial\":25}","spec":"{\"origin\":\"tenant\",\"clock\":\"frozen\",\"fixtures\":{\"quotas\":{\"nodes_per_cluster\":7},\"stock\":[{\"zone_id\":\"cn-beijing-b\",\"instance_type\":\"ecs.n1.small\",\"available\":1}]}}","last_seen":"{}","expires":0,"calls_allowed":0,"now_allowed":0,"reading":0.0,"boot":""}');
INSERT INTO "snapshot" VALUES(2097156,4,'middle',1795656095588925,'{"number":4,"name":"LTAIfaults","origin":"tenant","seed":3,"clock_mode":"frozen","clock_rate":60.0,"now":1515404040000000,"counts":"{\"call\":6,\"cluster\":5,\"task\":5,\"token\":0,\"template\":0,\"serial\":128}","spec":"{\"origin\":\"tenant\",\"seed\":3,\"clock\":\"frozen\",\"scenario\":\"{\\\"apiVersion\\\":\\\"simulator/v1\\\",\\\"kind\\\":\\\"Scenario\\\",\\\"metadata\\\":{\\\"name\\\":\\\"old\\\"},\\\"rules\\\":[{\\\"id\\\":\\\"slow-address\\\",\\\"when\\\":{\\\"cluster\\\":\\\"slow\\\",\\\"stage\\\":\\\"eip\\\"},\\\"then\\\":{\\\"slow\\\":{\\\"factor\\\":40}}},{\\\"id\\\":\\\"no-init\\\",\\\"when\\\":{\\\"cluster\\\":\\\"failing\\\",\\\"stage\\\":\\\"init\\\"},\\\"then\\\":{\\\"fail\\\":{\\\"code\\\":\\\"InternalError\\\",\\\"message\\\":\\\"it did «not» start\\\",\\\"after\\\":\\\"20m\\\"}}},{\\\"id\\\":\\\"held\\\",\\\"when\\\":{\\\"cluster\\\":\\\"stuck\\\",\\\"stage\\\":\\\"ecs\\\"},\\\"then\\\":{\\\"stuck\\\":{}}},{\\\"id\\\":\\\"comes-and-goes\\\",\\\"when\\\":{\\\"cluster\\\":\\\"flapping\\\"},\\\"then\\\":{\\\"flapping\\\":{\\\"times\\\":3,\\\"after\\\":\\\"30m\\\",\\\"every\\\":\\\"10m\\\"}}}],\\\"timeline\\\":[{\\\"at\\\":\\\"3h\\\",\\\"do\\\":\\\"lose_node\\\",\\\"cluster\\\":\\\"done\\\",\\\"for\\\":\\\"10m\\\"}]}\"}","last_seen":"{}","expires":0,"calls_allowed":0,"now_allowed":0,"reading":0.0,"boot":""}');
CREATE TABLE "step" (
    id INTEGER PRIMARY KEY,
    task_id TEXT NOT NULL,
    cluster_id TEXT NOT NULL,
    instance_id TEXT NOT NULL,            -- empty for a stage of the cluster
    stage INTEGER NOT NULL,               -- index in the task's plan, from 0
    started INTEGER NOT NULL,
    due INTEGER NOT NULL,
    step_effect TEXT NOT NULL DEFAULT ''  -- JSON: what a rule does to the step; empty for nothing
) STRICT;
INSERT INTO "step" VALUES(1099511627846,'T-5a533410c28d97fb76e383ce','cb451ffc6fb124936a36247e4b92fde4b','i-2zejzjsv8e3qlnl6hian',6,1515402326883847,1515402537122854,'');
INSERT INTO "step" VALUES(1099511627847,'T-5a533410c28d97fb76e383ce','cb451ffc6fb124936a36247e4b92fde4b','i-2ze9svogtorkjiz1glig',6,1515402322531266,1515402475289931,'');
INSERT INTO "step" VALUES(1099511627848,'T-5a533410c28d97fb76e383ce','cb451ffc6fb124936a36247e4b92fde4b','i-2zebdug1hxwv2xzyonmy',6,1515402328040477,1515402500362270,'');
INSERT INTO "step" VALUES(1099511627876,'T-5a53346a7e2ad33107d36cf7','c885406873e6a42179cc5da37f5383337','i-2zevylhce4l2kq4qpllv',2,1515402385606264,1515402398666056,'');
INSERT INTO "step" VALUES(1099511627877,'T-5a53346a7e2ad33107d36cf7','c885406873e6a42179cc5da37f5383337','i-2zez7cg5ukz07j3ebcm1',1,1515402351147537,1515402387493643,'');
INSERT INTO "step" VALUES(1099511627882,'T-5a53346a4cee117cab205c86','cfd30840104634889b2e4399feb861bc0','i-2zetcqqq4jd8f95ldjdv',3,1515402354418562,1515402393612061,'');
INSERT INTO "step" VALUES(1099511627901,'T-5a53346a7bd245acf413c8d7','cac2d4f4a9c76455b8bbf2c251d22702c','i-2ze04hnrzliqudyxvzen',3,1515402365448141,4611686018427387905,'');
INSERT INTO "step" VALUES(2199023255557,'T-5a5333109d01e7e155d71243','ccb371448a65945acb1ae6470e77da023','',0,1515402000000000,1515402005299068,'');
INSERT INTO "step" VALUES(3298534883342,'T-5a5333109d9cc22d093f0b06','c5ca4a923bd774438a1369da9b236683d','i-2ze7me3s9y2g8xbe9x3j',6,1515402059441072,1515402234138964,'');
INSERT INTO "step" VALUES(3298534883353,'T-5a53334c8b177c58c33517ce','c14381095a03945b2bcb7661329b77bc8','',0,1515402060000000,1515402071883163,'');
INSERT INTO "step" VALUES(4398046511162,'T-5a533a18341bc0c7842bed2d','cfad9960cac2a4bfa9f5d95dc2eb2be4a','i-2zen7mcvht64gxvi1d7o',6,1515403878967741,1515404049483428,'{"kind":"flapping","rule":"comes-and-goes","delay":0,"holds":false,"code":"","message":"","shape":"ResponseException","output":"","policy":"fail","log":"","lost_after":1800000000,"lost_for":20000000,"lost_times":3,"every":600000000}');
INSERT INTO "step" VALUES(4398046511168,'T-5a533a189551319a7cc728e1','ce38457e7437e409cb861b2c7e29e22a0','i-2zeu2d8aryvhw9z3vban',4,1515403859101575,1515404285418975,'{"kind":"slow","rule":"slow-address","delay":415659465,"holds":false,"code":"","message":"","shape":"ResponseException","output":"","policy":"fail","log":"","lost_after":0,"lost_for":0,"lost_times":1,"every":0}');
INSERT INTO "step" VALUES(4398046511169,'T-5a533a189551319a7cc728e1','ce38457e7437e409cb861b2c7e29e22a0','i-2ze51k01nrg4uk5e07xw',4,1515403852971430,1515404420956750,'{"kind":"slow","rule":"slow-address","delay":553785687,"holds":false,"code":"","message":"","shape":"ResponseException","output":"","policy":"fail","log":"","lost_after":0,"lost_for":0,"lost_times":1,"every":0}');
INSERT INTO "step" VALUES(4398046511177,'T-5a533a18f4cb63a817db2eef','ca936982081244d898a086ed1ba846fd6','i-2zenk7687ogqprgqg79m',6,1515403861647213,1515405061647213,'{"kind":"fail","rule":"no-init","delay":1050924836,"holds":false,"code":"InternalError","message":"it did «not» start","shape":"ResponseException","output":"","policy":"fail","log":"","lost_after":0,"lost_for":0,"lost_times":1,"every":0}');
INSERT INTO "step" VALUES(4398046511178,'T-5a533a18f4cb63a817db2eef','ca936982081244d898a086ed1ba846fd6','i-2zed8hk4kzn7oykqkk8g',6,1515403857679176,1515405057679176,'{"kind":"fail","rule":"no-init","delay":1018195827,"holds":false,"code":"InternalError","message":"it did «not» start","shape":"ResponseException","output":"","policy":"fail","log":"","lost_after":0,"lost_for":0,"lost_times":1,"every":0}');
INSERT INTO "step" VALUES(4398046511190,'T-5a533a185f0388e9507444a1','c6098f502b9b7450c9127f5211321fc5b','i-2ze9779m83hs674s7dav',2,1515403812860399,4611686018427387905,'{"kind":"stuck","rule":"held","delay":0,"holds":true,"code":"","message":"","shape":"ResponseException","output":"","policy":"fail","log":"","lost_after":0,"lost_for":0,"lost_times":1,"every":0}');
INSERT INTO "step" VALUES(4398046511192,'T-5a533a185f0388e9507444a1','c6098f502b9b7450c9127f5211321fc5b','i-2zeqrya3yp8gmkfshwt5',2,1515403812860399,4611686018427387905,'{"kind":"stuck","rule":"held","delay":0,"holds":true,"code":"","message":"","shape":"ResponseException","output":"","policy":"fail","log":"","lost_after":0,"lost_for":0,"lost_times":1,"every":0}');
INSERT INTO "step" VALUES(2305844108725321798,'T-5a533410c28d97fb76e383ce','cb451ffc6fb124936a36247e4b92fde4b','i-2zejzjsv8e3qlnl6hian',6,1515402326883847,1515402537122854,'');
INSERT INTO "step" VALUES(2305844108725321799,'T-5a533410c28d97fb76e383ce','cb451ffc6fb124936a36247e4b92fde4b','i-2ze9svogtorkjiz1glig',6,1515402322531266,1515402475289931,'');
INSERT INTO "step" VALUES(2305844108725321800,'T-5a533410c28d97fb76e383ce','cb451ffc6fb124936a36247e4b92fde4b','i-2zebdug1hxwv2xzyonmy',6,1515402328040477,1515402500362270,'');
INSERT INTO "step" VALUES(2305844108725321828,'T-5a53346a7e2ad33107d36cf7','c885406873e6a42179cc5da37f5383337','i-2zevylhce4l2kq4qpllv',1,1515402350767715,1515402385606264,'');
INSERT INTO "step" VALUES(2305844108725321829,'T-5a53346a7e2ad33107d36cf7','c885406873e6a42179cc5da37f5383337','i-2zez7cg5ukz07j3ebcm1',1,1515402351147537,1515402387493643,'');
INSERT INTO "step" VALUES(2305844108725321834,'T-5a53346a4cee117cab205c86','cfd30840104634889b2e4399feb861bc0','i-2zetcqqq4jd8f95ldjdv',3,1515402354418562,1515402393612061,'');
INSERT INTO "step" VALUES(2305844108725321853,'T-5a53346a7bd245acf413c8d7','cac2d4f4a9c76455b8bbf2c251d22702c','i-2ze04hnrzliqudyxvzen',3,1515402365448141,4611686018427387905,'');
INSERT INTO "step" VALUES(2305845208236949509,'T-5a5333109d01e7e155d71243','ccb371448a65945acb1ae6470e77da023','',0,1515402000000000,1515402005299068,'');
INSERT INTO "step" VALUES(2305846307748577294,'T-5a5333109d9cc22d093f0b06','c5ca4a923bd774438a1369da9b236683d','i-2ze7me3s9y2g8xbe9x3j',6,1515402059441072,1515402234138964,'');
INSERT INTO "step" VALUES(2305846307748577305,'T-5a53334c8b177c58c33517ce','c14381095a03945b2bcb7661329b77bc8','',0,1515402060000000,1515402071883163,'');
INSERT INTO "step" VALUES(2305847407260205114,'T-5a533a18341bc0c7842bed2d','cfad9960cac2a4bfa9f5d95dc2eb2be4a','i-2zen7mcvht64gxvi1d7o',6,1515403878967741,1515404049483428,'{"kind":"flapping","rule":"comes-and-goes","delay":0,"holds":false,"code":"","message":"","shape":"ResponseException","output":"","policy":"fail","log":"","lost_after":1800000000,"lost_for":20000000,"lost_times":3,"every":600000000}');
INSERT INTO "step" VALUES(2305847407260205120,'T-5a533a189551319a7cc728e1','ce38457e7437e409cb861b2c7e29e22a0','i-2zeu2d8aryvhw9z3vban',4,1515403859101575,1515404285418975,'{"kind":"slow","rule":"slow-address","delay":415659465,"holds":false,"code":"","message":"","shape":"ResponseException","output":"","policy":"fail","log":"","lost_after":0,"lost_for":0,"lost_times":1,"every":0}');
INSERT INTO "step" VALUES(2305847407260205121,'T-5a533a189551319a7cc728e1','ce38457e7437e409cb861b2c7e29e22a0','i-2ze51k01nrg4uk5e07xw',4,1515403852971430,1515404420956750,'{"kind":"slow","rule":"slow-address","delay":553785687,"holds":false,"code":"","message":"","shape":"ResponseException","output":"","policy":"fail","log":"","lost_after":0,"lost_for":0,"lost_times":1,"every":0}');
INSERT INTO "step" VALUES(2305847407260205129,'T-5a533a18f4cb63a817db2eef','ca936982081244d898a086ed1ba846fd6','i-2zenk7687ogqprgqg79m',6,1515403861647213,1515405061647213,'{"kind":"fail","rule":"no-init","delay":1050924836,"holds":false,"code":"InternalError","message":"it did «not» start","shape":"ResponseException","output":"","policy":"fail","log":"","lost_after":0,"lost_for":0,"lost_times":1,"every":0}');
INSERT INTO "step" VALUES(2305847407260205130,'T-5a533a18f4cb63a817db2eef','ca936982081244d898a086ed1ba846fd6','i-2zed8hk4kzn7oykqkk8g',6,1515403857679176,1515405057679176,'{"kind":"fail","rule":"no-init","delay":1018195827,"holds":false,"code":"InternalError","message":"it did «not» start","shape":"ResponseException","output":"","policy":"fail","log":"","lost_after":0,"lost_for":0,"lost_times":1,"every":0}');
INSERT INTO "step" VALUES(2305847407260205142,'T-5a533a185f0388e9507444a1','c6098f502b9b7450c9127f5211321fc5b','i-2ze9779m83hs674s7dav',2,1515403812860399,4611686018427387905,'{"kind":"stuck","rule":"held","delay":0,"holds":true,"code":"","message":"","shape":"ResponseException","output":"","policy":"fail","log":"","lost_after":0,"lost_for":0,"lost_times":1,"every":0}');
INSERT INTO "step" VALUES(2305847407260205144,'T-5a533a185f0388e9507444a1','c6098f502b9b7450c9127f5211321fc5b','i-2zeqrya3yp8gmkfshwt5',2,1515403812860399,4611686018427387905,'{"kind":"stuck","rule":"held","delay":0,"holds":true,"code":"","message":"","shape":"ResponseException","output":"","policy":"fail","log":"","lost_after":0,"lost_for":0,"lost_times":1,"every":0}');
CREATE TABLE stock (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,            -- zone and type, separated by one blank
    zone_id TEXT NOT NULL,
    instance_type TEXT NOT NULL,
    available INTEGER NOT NULL
) STRICT;
INSERT INTO "stock" VALUES(3298534883330,'cn-beijing-b ecs.n1.small','cn-beijing-b','ecs.n1.small',0);
INSERT INTO "stock" VALUES(2305846307748577282,'cn-beijing-b ecs.n1.small','cn-beijing-b','ecs.n1.small',0);
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
, group_id TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "task" VALUES(1099511627778,'T-5a5333100d7fffbb63d19e12','c885406873e6a42179cc5da37f5383337','swarm/CreateCluster','success',1515402000000000,1515402256525547,0,'','',1,'i-2ze3t25bw6977az6r3zo i-2zem0nh9z5sc9m4vy4gj','');
INSERT INTO "task" VALUES(1099511627783,'T-5a5333102513061dffb812b1','cfd30840104634889b2e4399feb861bc0','swarm/CreateCluster','success',1515402000000000,1515402187009908,0,'','',1,'i-2zetcqqq4jd8f95ldjdv','');
INSERT INTO "task" VALUES(1099511627834,'T-5a533410c28d97fb76e383ce','cb451ffc6fb124936a36247e4b92fde4b','swarm/CreateCluster','running',1515402256525547,1515402264774894,3,'','',1,'i-2zejzjsv8e3qlnl6hian i-2ze9svogtorkjiz1glig i-2zebdug1hxwv2xzyonmy','');
INSERT INTO "task" VALUES(1099511627873,'T-5a53346a7e2ad33107d36cf7','c885406873e6a42179cc5da37f5383337','swarm/ScaleCluster','running',1515402346525547,1515402346525547,2,'','',2,'i-2zevylhce4l2kq4qpllv i-2zez7cg5ukz07j3ebcm1','');
INSERT INTO "task" VALUES(1099511627879,'T-5a53346a4cee117cab205c86','cfd30840104634889b2e4399feb861bc0','swarm/DeleteCluster','running',1515402346525547,1515402346525547,1,'','',2,'i-2zetcqqq4jd8f95ldjdv','');
INSERT INTO "task" VALUES(1099511627884,'T-5a53346a7bd245acf413c8d7','cac2d4f4a9c76455b8bbf2c251d22702c','swarm/CreateCluster','running',1515402346525547,1515402358580811,1,'','',1,'i-2ze04hnrzliqudyxvzen','');
INSERT INTO "task" VALUES(2199023255554,'T-5a5333109d01e7e155d71243','ccb371448a65945acb1ae6470e77da023','swarm/CreateCluster','running',1515402000000000,1515402000000000,0,'','',1,'','');
INSERT INTO "task" VALUES(3298534883332,'T-5a5333109d9cc22d093f0b06','c5ca4a923bd774438a1369da9b236683d','swarm/CreateCluster','running',1515402000000000,1515402014592172,1,'','',1,'i-2ze7me3s9y2g8xbe9x3j','');
INSERT INTO "task" VALUES(3298534883350,'T-5a53334c8b177c58c33517ce','c14381095a03945b2bcb7661329b77bc8','swarm/CreateCluster','running',1515402060000000,1515402060000000,0,'','',1,'','');
INSERT INTO "task" VALUES(4398046511110,'T-5a533310214d844f442ceb97','c9d727ba7236b4c7fb55b71ec5d6afa33','swarm/CreateCluster','success',1515402000000000,1515402221049490,0,'','',1,'i-2zehwlp3x1knhmazvr3o','');
INSERT INTO "task" VALUES(4398046511133,'T-5a533a189551319a7cc728e1','ce38457e7437e409cb861b2c7e29e22a0','swarm/CreateCluster','running',1515403800000000,1515403807510501,2,'','',1,'i-2zeu2d8aryvhw9z3vban i-2ze51k01nrg4uk5e07xw','');
INSERT INTO "task" VALUES(4398046511138,'T-5a533a18f4cb63a817db2eef','ca936982081244d898a086ed1ba846fd6','swarm/CreateCluster','running',1515403800000000,1515403808803449,2,'','',1,'i-2zenk7687ogqprgqg79m i-2zed8hk4kzn7oykqkk8g','');
INSERT INTO "task" VALUES(4398046511143,'T-5a533a185f0388e9507444a1','c6098f502b9b7450c9127f5211321fc5b','swarm/CreateCluster','running',1515403800000000,1515403812860399,2,'','',1,'i-2ze9779m83hs674s7dav i-2zeqrya3yp8gmkfshwt5','');
INSERT INTO "task" VALUES(4398046511148,'T-5a533a18341bc0c7842bed2d','cfad9960cac2a4bfa9f5d95dc2eb2be4a','swarm/CreateCluster','running',1515403800000000,1515403806366233,1,'','',1,'i-2zen7mcvht64gxvi1d7o i-2zep5936frsv3wru237i','');
INSERT INTO "task" VALUES(2305844108725321730,'T-5a5333100d7fffbb63d19e12','c885406873e6a42179cc5da37f5383337','swarm/CreateCluster','success',1515402000000000,1515402256525547,0,'','',1,'i-2ze3t25bw6977az6r3zo i-2zem0nh9z5sc9m4vy4gj','');
INSERT INTO "task" VALUES(2305844108725321735,'T-5a5333102513061dffb812b1','cfd30840104634889b2e4399feb861bc0','swarm/CreateCluster','success',1515402000000000,1515402187009908,0,'','',1,'i-2zetcqqq4jd8f95ldjdv','');
INSERT INTO "task" VALUES(2305844108725321786,'T-5a533410c28d97fb76e383ce','cb451ffc6fb124936a36247e4b92fde4b','swarm/CreateCluster','running',1515402256525547,1515402264774894,3,'','',1,'i-2zejzjsv8e3qlnl6hian i-2ze9svogtorkjiz1glig i-2zebdug1hxwv2xzyonmy','');
INSERT INTO "task" VALUES(2305844108725321825,'T-5a53346a7e2ad33107d36cf7','c885406873e6a42179cc5da37f5383337','swarm/ScaleCluster','running',1515402346525547,1515402346525547,2,'','',2,'i-2zevylhce4l2kq4qpllv i-2zez7cg5ukz07j3ebcm1','');
INSERT INTO "task" VALUES(2305844108725321831,'T-5a53346a4cee117cab205c86','cfd30840104634889b2e4399feb861bc0','swarm/DeleteCluster','running',1515402346525547,1515402346525547,1,'','',2,'i-2zetcqqq4jd8f95ldjdv','');
INSERT INTO "task" VALUES(2305844108725321836,'T-5a53346a7bd245acf413c8d7','cac2d4f4a9c76455b8bbf2c251d22702c','swarm/CreateCluster','running',1515402346525547,1515402358580811,1,'','',1,'i-2ze04hnrzliqudyxvzen','');
INSERT INTO "task" VALUES(2305845208236949506,'T-5a5333109d01e7e155d71243','ccb371448a65945acb1ae6470e77da023','swarm/CreateCluster','running',1515402000000000,1515402000000000,0,'','',1,'','');
INSERT INTO "task" VALUES(2305846307748577284,'T-5a5333109d9cc22d093f0b06','c5ca4a923bd774438a1369da9b236683d','swarm/CreateCluster','running',1515402000000000,1515402014592172,1,'','',1,'i-2ze7me3s9y2g8xbe9x3j','');
INSERT INTO "task" VALUES(2305846307748577302,'T-5a53334c8b177c58c33517ce','c14381095a03945b2bcb7661329b77bc8','swarm/CreateCluster','running',1515402060000000,1515402060000000,0,'','',1,'','');
INSERT INTO "task" VALUES(2305847407260205062,'T-5a533310214d844f442ceb97','c9d727ba7236b4c7fb55b71ec5d6afa33','swarm/CreateCluster','success',1515402000000000,1515402221049490,0,'','',1,'i-2zehwlp3x1knhmazvr3o','');
INSERT INTO "task" VALUES(2305847407260205085,'T-5a533a189551319a7cc728e1','ce38457e7437e409cb861b2c7e29e22a0','swarm/CreateCluster','running',1515403800000000,1515403807510501,2,'','',1,'i-2zeu2d8aryvhw9z3vban i-2ze51k01nrg4uk5e07xw','');
INSERT INTO "task" VALUES(2305847407260205090,'T-5a533a18f4cb63a817db2eef','ca936982081244d898a086ed1ba846fd6','swarm/CreateCluster','running',1515403800000000,1515403808803449,2,'','',1,'i-2zenk7687ogqprgqg79m i-2zed8hk4kzn7oykqkk8g','');
INSERT INTO "task" VALUES(2305847407260205095,'T-5a533a185f0388e9507444a1','c6098f502b9b7450c9127f5211321fc5b','swarm/CreateCluster','running',1515403800000000,1515403812860399,2,'','',1,'i-2ze9779m83hs674s7dav i-2zeqrya3yp8gmkfshwt5','');
INSERT INTO "task" VALUES(2305847407260205100,'T-5a533a18341bc0c7842bed2d','cfad9960cac2a4bfa9f5d95dc2eb2be4a','swarm/CreateCluster','running',1515403800000000,1515403806366233,1,'','',1,'i-2zen7mcvht64gxvi1d7o i-2zep5936frsv3wru237i','');
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
) STRICT;
INSERT INTO "template" VALUES(1099511627869,'fcc878d4-5019-4700-8199-685104a96616','t','web:
  image: nginx
','','','compose',1515402346525547,1515402346525547);
INSERT INTO "template" VALUES(2305844108725321821,'fcc878d4-5019-4700-8199-685104a96616','t','web:
  image: nginx
','','','compose',1515402346525547,1515402346525547);
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
, calls_allowed INTEGER NOT NULL DEFAULT 0, now_allowed INTEGER NOT NULL DEFAULT 0, reading REAL NOT NULL DEFAULT 0, boot TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "tenant" VALUES(1,'default','default',0,'frozen',60.0,1515402386525547,'{"call":10,"cluster":4,"task":6,"token":1,"template":1,"serial":128}','{}','{}',0,10,1515402386525547,16263.409383327,'dd21ad68-0fb0-484a-874b-d53c6bffeeff');
INSERT INTO "tenant" VALUES(2,'LTAIpolling','tenant',7,'polling',60.0,1515402000000000,'{"call":2,"cluster":1,"task":1,"token":0,"template":0,"serial":5}','{"origin":"tenant","seed":7,"clock":"polling","quotas":{"clusters":3}}','{"clusters":["ccb371448a65945acb1ae6470e77da023 initial"]}',0,2,1515402000000000,16263.409383327,'dd21ad68-0fb0-484a-874b-d53c6bffeeff');
INSERT INTO "tenant" VALUES(3,'LTAIfixtures','tenant',0,'frozen',60.0,1515402070000000,'{"call":2,"cluster":2,"task":2,"token":0,"template":0,"serial":25}','{"origin":"tenant","clock":"frozen","fixtures":{"quotas":{"nodes_per_cluster":7},"stock":[{"zone_id":"cn-beijing-b","instance_type":"ecs.n1.small","available":1}]}}','{}',0,2,1515402070000000,16263.409383327,'dd21ad68-0fb0-484a-874b-d53c6bffeeff');
INSERT INTO "tenant" VALUES(4,'LTAIfaults','tenant',3,'frozen',60.0,1515404040000000,'{"call":6,"cluster":5,"task":5,"token":0,"template":0,"serial":128}','{"origin":"tenant","seed":3,"clock":"frozen","scenario":"{\"apiVersion\":\"simulator/v1\",\"kind\":\"Scenario\",\"metadata\":{\"name\":\"old\"},\"rules\":[{\"id\":\"slow-address\",\"when\":{\"cluster\":\"slow\",\"stage\":\"eip\"},\"then\":{\"slow\":{\"factor\":40}}},{\"id\":\"no-init\",\"when\":{\"cluster\":\"failing\",\"stage\":\"init\"},\"then\":{\"fail\":{\"code\":\"InternalError\",\"message\":\"it did «not» start\",\"after\":\"20m\"}}},{\"id\":\"held\",\"when\":{\"cluster\":\"stuck\",\"stage\":\"ecs\"},\"then\":{\"stuck\":{}}},{\"id\":\"comes-and-goes\",\"when\":{\"cluster\":\"flapping\"},\"then\":{\"flapping\":{\"times\":3,\"after\":\"30m\",\"every\":\"10m\"}}}],\"timeline\":[{\"at\":\"3h\",\"do\":\"lose_node\",\"cluster\":\"done\",\"for\":\"10m\"}]}"}','{}',0,6,1515404040000000,16263.409383327,'dd21ad68-0fb0-484a-874b-d53c6bffeeff');
CREATE TABLE token (
    id INTEGER PRIMARY KEY,
    number INTEGER NOT NULL,      -- the text is derived from it and never kept
    cluster_id TEXT NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    expired INTEGER NOT NULL,
    is_permanent INTEGER NOT NULL,
    is_revoked INTEGER NOT NULL
) STRICT;
INSERT INTO "token" VALUES(1099511627868,1,'c885406873e6a42179cc5da37f5383337',1515402346525547,1515402346525547,1515488746525547,0,0);
INSERT INTO "token" VALUES(2305844108725321820,1,'c885406873e6a42179cc5da37f5383337',1515402346525547,1515402346525547,1515488746525547,0,0);
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
, group_id TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "trace" VALUES(1099511627788,'step','cfd30840104634889b2e4399feb861bc0','T-5a5333102513061dffb812b1','','slb',1515402000000000,1515402006526145,'done','');
INSERT INTO "trace" VALUES(1099511627791,'step','cfd30840104634889b2e4399feb861bc0','T-5a5333102513061dffb812b1','','security_group',1515402006526145,1515402008375066,'done','');
INSERT INTO "trace" VALUES(1099511627795,'step','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','','slb',1515402000000000,1515402009614912,'done','');
INSERT INTO "trace" VALUES(1099511627798,'step','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','','security_group',1515402009614912,1515402010632941,'done','');
INSERT INTO "trace" VALUES(1099511627804,'step','cfd30840104634889b2e4399feb861bc0','T-5a5333102513061dffb812b1','i-2zetcqqq4jd8f95ldjdv','ecs',1515402008375066,1515402011670112,'done','');
INSERT INTO "trace" VALUES(1099511627806,'step','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','i-2zem0nh9z5sc9m4vy4gj','ecs',1515402010632941,1515402015796720,'done','');
INSERT INTO "trace" VALUES(1099511627808,'step','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','i-2ze3t25bw6977az6r3zo','ecs',1515402010632941,1515402017350808,'done','');
INSERT INTO "trace" VALUES(1099511627809,'step','cfd30840104634889b2e4399feb861bc0','T-5a5333102513061dffb812b1','i-2zetcqqq4jd8f95ldjdv','boot',1515402011670112,1515402036298863,'done','');
INSERT INTO "trace" VALUES(1099511627811,'step','cfd30840104634889b2e4399feb861bc0','T-5a5333102513061dffb812b1','i-2zetcqqq4jd8f95ldjdv','eip',1515402036298863,1515402045448786,'done','');
INSERT INTO "trace" VALUES(1099511627812,'step','cfd30840104634889b2e4399feb861bc0','T-5a5333102513061dffb812b1','i-2zetcqqq4jd8f95ldjdv','route',1515402045448786,1515402048538195,'done','');
INSERT INTO "trace" VALUES(1099511627813,'step','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','i-2zem0nh9z5sc9m4vy4gj','boot',1515402015796720,1515402048996079,'done','');
INSERT INTO "trace" VALUES(1099511627815,'step','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','i-2zem0nh9z5sc9m4vy4gj','eip',1515402048996079,1515402054435919,'done','');
INSERT INTO "trace" VALUES(1099511627816,'step','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','i-2zem0nh9z5sc9m4vy4gj','route',1515402054435919,1515402058550579,'done','');
INSERT INTO "trace" VALUES(1099511627817,'step','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','i-2ze3t25bw6977az6r3zo','boot',1515402017350808,1515402061402490,'done','');
INSERT INTO "trace" VALUES(1099511627819,'step','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','i-2ze3t25bw6977az6r3zo','eip',1515402061402490,1515402070886719,'done','');
INSERT INTO "trace" VALUES(1099511627820,'step','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','i-2ze3t25bw6977az6r3zo','route',1515402070886719,1515402073323203,'done','');
INSERT INTO "trace" VALUES(1099511627822,'step','cfd30840104634889b2e4399feb861bc0','T-5a5333102513061dffb812b1','i-2zetcqqq4jd8f95ldjdv','init',1515402048538195,1515402187009908,'done','');
INSERT INTO "trace" VALUES(1099511627824,'state','cfd30840104634889b2e4399feb861bc0','T-5a5333102513061dffb812b1','','running',1515402187009908,1515402187009908,'initial','');
INSERT INTO "trace" VALUES(1099511627827,'step','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','i-2ze3t25bw6977az6r3zo','init',1515402073323203,1515402242253162,'done','');
INSERT INTO "trace" VALUES(1099511627829,'step','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','i-2zem0nh9z5sc9m4vy4gj','init',1515402058550579,1515402256525547,'done','');
INSERT INTO "trace" VALUES(1099511627831,'state','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','','running',1515402256525547,1515402256525547,'initial','');
INSERT INTO "trace" VALUES(1099511627839,'step','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','','slb',1515402256525547,1515402263751532,'done','');
INSERT INTO "trace" VALUES(1099511627842,'step','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','','security_group',1515402263751532,1515402264774894,'done','');
INSERT INTO "trace" VALUES(1099511627850,'step','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','i-2zebdug1hxwv2xzyonmy','ecs',1515402264774894,1515402267781386,'done','');
INSERT INTO "trace" VALUES(1099511627852,'step','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','i-2ze9svogtorkjiz1glig','ecs',1515402264774894,1515402271795213,'done','');
INSERT INTO "trace" VALUES(1099511627854,'step','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','i-2zejzjsv8e3qlnl6hian','ecs',1515402264774894,1515402272661084,'done','');
INSERT INTO "trace" VALUES(1099511627855,'step','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','i-2ze9svogtorkjiz1glig','boot',1515402271795213,1515402310396058,'done','');
INSERT INTO "trace" VALUES(1099511627856,'step','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','i-2zebdug1hxwv2xzyonmy','boot',1515402267781386,1515402311256082,'done','');
INSERT INTO "trace" VALUES(1099511627857,'step','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','i-2zejzjsv8e3qlnl6hian','boot',1515402272661084,1515402312684581,'done','');
INSERT INTO "trace" VALUES(1099511627859,'step','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','i-2ze9svogtorkjiz1glig','eip',1515402310396058,1515402319941795,'done','');
INSERT INTO "trace" VALUES(1099511627860,'step','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','i-2ze9svogtorkjiz1glig','route',1515402319941795,1515402322531266,'done','');
INSERT INTO "trace" VALUES(1099511627862,'step','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','i-2zejzjsv8e3qlnl6hian','eip',1515402312684581,1515402323691846,'done','');
INSERT INTO "trace" VALUES(1099511627864,'step','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','i-2zebdug1hxwv2xzyonmy','eip',1515402311256082,1515402326691645,'done','');
INSERT INTO "trace" VALUES(1099511627865,'step','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','i-2zejzjsv8e3qlnl6hian','route',1515402323691846,1515402326883847,'done','');
INSERT INTO "trace" VALUES(1099511627866,'step','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','i-2zebdug1hxwv2xzyonmy','route',1515402326691645,1515402328040477,'done','');
INSERT INTO "trace" VALUES(1099511627872,'state','c885406873e6a42179cc5da37f5383337','','','scaling',1515402346525547,1515402346525547,'running','');
INSERT INTO "trace" VALUES(1099511627878,'state','cfd30840104634889b2e4399feb861bc0','','','deleting',1515402346525547,1515402346525547,'running','');
INSERT INTO "trace" VALUES(1099511627888,'step','cfd30840104634889b2e4399feb861bc0','T-5a53346a4cee117cab205c86','i-2zetcqqq4jd8f95ldjdv','leave_slb',1515402346525547,1515402347841485,'done','');
INSERT INTO "trace" VALUES(1099511627890,'step','c885406873e6a42179cc5da37f5383337','T-5a53346a7e2ad33107d36cf7','i-2zevylhce4l2kq4qpllv','ecs',1515402346525547,1515402350767715,'done','');
INSERT INTO "trace" VALUES(1099511627891,'step','cfd30840104634889b2e4399feb861bc0','T-5a53346a4cee117cab205c86','i-2zetcqqq4jd8f95ldjdv','delete_route',1515402347841485,1515402350777011,'done','');
INSERT INTO "trace" VALUES(1099511627893,'step','c885406873e6a42179cc5da37f5383337','T-5a53346a7e2ad33107d36cf7','i-2zez7cg5ukz07j3ebcm1','ecs',1515402346525547,1515402351147537,'done','');
INSERT INTO "trace" VALUES(1099511627894,'step','cfd30840104634889b2e4399feb861bc0','T-5a53346a4cee117cab205c86','i-2zetcqqq4jd8f95ldjdv','delete_eip',1515402350777011,1515402354418562,'done','');
INSERT INTO "trace" VALUES(1099511627896,'step','cac2d4f4a9c76455b8bbf2c251d22702c','T-5a53346a7bd245acf413c8d7','','slb',1515402346525547,1515402357536737,'done','');
INSERT INTO "trace" VALUES(1099511627899,'step','cac2d4f4a9c76455b8bbf2c251d22702c','T-5a53346a7bd245acf413c8d7','','security_group',1515402357536737,1515402358580811,'done','');
INSERT INTO "trace" VALUES(1099511627903,'step','cac2d4f4a9c76455b8bbf2c251d22702c','T-5a53346a7bd245acf413c8d7','i-2ze04hnrzliqudyxvzen','ecs',1515402358580811,1515402365448141,'done','');
INSERT INTO "trace" VALUES(1099511627904,'step','c885406873e6a42179cc5da37f5383337','T-5a53346a7e2ad33107d36cf7','i-2zevylhce4l2kq4qpllv','boot',1515402350767715,1515402385606264,'done','');
INSERT INTO "trace" VALUES(3298534883337,'step','c5ca4a923bd774438a1369da9b236683d','T-5a5333109d9cc22d093f0b06','','slb',1515402000000000,1515402013260301,'done','');
INSERT INTO "trace" VALUES(3298534883340,'step','c5ca4a923bd774438a1369da9b236683d','T-5a5333109d9cc22d093f0b06','','security_group',1515402013260301,1515402014592172,'done','');
INSERT INTO "trace" VALUES(3298534883344,'step','c5ca4a923bd774438a1369da9b236683d','T-5a5333109d9cc22d093f0b06','i-2ze7me3s9y2g8xbe9x3j','ecs',1515402014592172,1515402021206893,'done','');
INSERT INTO "trace" VALUES(3298534883345,'step','c5ca4a923bd774438a1369da9b236683d','T-5a5333109d9cc22d093f0b06','i-2ze7me3s9y2g8xbe9x3j','boot',1515402021206893,1515402042570461,'done','');
INSERT INTO "trace" VALUES(3298534883347,'step','c5ca4a923bd774438a1369da9b236683d','T-5a5333109d9cc22d093f0b06','i-2ze7me3s9y2g8xbe9x3j','eip',1515402042570461,1515402057410161,'done','');
INSERT INTO "trace" VALUES(3298534883348,'step','c5ca4a923bd774438a1369da9b236683d','T-5a5333109d9cc22d093f0b06','i-2ze7me3s9y2g8xbe9x3j','route',1515402057410161,1515402059441072,'done','');
INSERT INTO "trace" VALUES(4398046511115,'step','c9d727ba7236b4c7fb55b71ec5d6afa33','T-5a533310214d844f442ceb97','','slb',1515402000000000,1515402006983293,'done','');
INSERT INTO "trace" VALUES(4398046511118,'step','c9d727ba7236b4c7fb55b71ec5d6afa33','T-5a533310214d844f442ceb97','','security_group',1515402006983293,1515402008348097,'done','');
INSERT INTO "trace" VALUES(4398046511122,'step','c9d727ba7236b4c7fb55b71ec5d6afa33','T-5a533310214d844f442ceb97','i-2zehwlp3x1knhmazvr3o','ecs',1515402008348097,1515402011817387,'done','');
INSERT INTO "trace" VALUES(4398046511123,'step','c9d727ba7236b4c7fb55b71ec5d6afa33','T-5a533310214d844f442ceb97','i-2zehwlp3x1knhmazvr3o','boot',1515402011817387,1515402048089433,'done','');
INSERT INTO "trace" VALUES(4398046511125,'step','c9d727ba7236b4c7fb55b71ec5d6afa33','T-5a533310214d844f442ceb97','i-2zehwlp3x1knhmazvr3o','eip',1515402048089433,1515402062840229,'done','');
INSERT INTO "trace" VALUES(4398046511126,'step','c9d727ba7236b4c7fb55b71ec5d6afa33','T-5a533310214d844f442ceb97','i-2zehwlp3x1knhmazvr3o','route',1515402062840229,1515402064392370,'done','');
INSERT INTO "trace" VALUES(4398046511128,'step','c9d727ba7236b4c7fb55b71ec5d6afa33','T-5a533310214d844f442ceb97','i-2zehwlp3x1knhmazvr3o','init',1515402064392370,1515402221049490,'done','');
INSERT INTO "trace" VALUES(4398046511130,'state','c9d727ba7236b4c7fb55b71ec5d6afa33','T-5a533310214d844f442ceb97','','running',1515402221049490,1515402221049490,'initial','');
INSERT INTO "trace" VALUES(4398046511153,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d','','slb',1515403800000000,1515403805144725,'done','');
INSERT INTO "trace" VALUES(4398046511156,'step','ce38457e7437e409cb861b2c7e29e22a0','T-5a533a189551319a7cc728e1','','slb',1515403800000000,1515403806320198,'done','');
INSERT INTO "trace" VALUES(4398046511159,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d','','security_group',1515403805144725,1515403806366233,'done','');
INSERT INTO "trace" VALUES(4398046511165,'step','ce38457e7437e409cb861b2c7e29e22a0','T-5a533a189551319a7cc728e1','','security_group',1515403806320198,1515403807510501,'done','');
INSERT INTO "trace" VALUES(4398046511171,'step','ca936982081244d898a086ed1ba846fd6','T-5a533a18f4cb63a817db2eef','','slb',1515403800000000,1515403807564465,'done','');
INSERT INTO "trace" VALUES(4398046511174,'step','ca936982081244d898a086ed1ba846fd6','T-5a533a18f4cb63a817db2eef','','security_group',1515403807564465,1515403808803449,'done','');
INSERT INTO "trace" VALUES(4398046511180,'step','c6098f502b9b7450c9127f5211321fc5b','T-5a533a185f0388e9507444a1','','slb',1515403800000000,1515403811111491,'done','');
INSERT INTO "trace" VALUES(4398046511183,'step','ce38457e7437e409cb861b2c7e29e22a0','T-5a533a189551319a7cc728e1','i-2ze51k01nrg4uk5e07xw','ecs',1515403807510501,1515403811329492,'done','');
INSERT INTO "trace" VALUES(4398046511185,'step','c6098f502b9b7450c9127f5211321fc5b','T-5a533a185f0388e9507444a1','','security_group',1515403811111491,1515403812860399,'done','');
INSERT INTO "trace" VALUES(4398046511194,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d','i-2zep5936frsv3wru237i','ecs',1515403806366233,1515403813170774,'done','');
INSERT INTO "trace" VALUES(4398046511196,'step','ca936982081244d898a086ed1ba846fd6','T-5a533a18f4cb63a817db2eef','i-2zenk7687ogqprgqg79m','ecs',1515403808803449,1515403813260382,'done','');
INSERT INTO "trace" VALUES(4398046511198,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d','i-2zen7mcvht64gxvi1d7o','ecs',1515403806366233,1515403813559850,'done','');
INSERT INTO "trace" VALUES(4398046511200,'step','ca936982081244d898a086ed1ba846fd6','T-5a533a18f4cb63a817db2eef','i-2zed8hk4kzn7oykqkk8g','ecs',1515403808803449,1515403814699241,'done','');
INSERT INTO "trace" VALUES(4398046511202,'step','ce38457e7437e409cb861b2c7e29e22a0','T-5a533a189551319a7cc728e1','i-2zeu2d8aryvhw9z3vban','ecs',1515403807510501,1515403815260314,'done','');
INSERT INTO "trace" VALUES(4398046511203,'step','ca936982081244d898a086ed1ba846fd6','T-5a533a18f4cb63a817db2eef','i-2zed8hk4kzn7oykqkk8g','boot',1515403814699241,1515403836705049,'done','');
INSERT INTO "trace" VALUES(4398046511204,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d','i-2zep5936frsv3wru237i','boot',1515403813170774,1515403844034447,'done','');
INSERT INTO "trace" VALUES(4398046511205,'step','ca936982081244d898a086ed1ba846fd6','T-5a533a18f4cb63a817db2eef','i-2zenk7687ogqprgqg79m','boot',1515403813260382,1515403847239637,'done','');
INSERT INTO "trace" VALUES(4398046511206,'step','ce38457e7437e409cb861b2c7e29e22a0','T-5a533a189551319a7cc728e1','i-2ze51k01nrg4uk5e07xw','boot',1515403811329492,1515403852971430,'done','');
INSERT INTO "trace" VALUES(4398046511210,'step','ca936982081244d898a086ed1ba846fd6','T-5a533a18f4cb63a817db2eef','i-2zed8hk4kzn7oykqkk8g','eip',1515403836705049,1515403854916936,'done','');
INSERT INTO "trace" VALUES(4398046511211,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d','i-2zen7mcvht64gxvi1d7o','boot',1515403813559850,1515403855259030,'done','');
INSERT INTO "trace" VALUES(4398046511213,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d','i-2zep5936frsv3wru237i','eip',1515403844034447,1515403856796830,'done','');
INSERT INTO "trace" VALUES(4398046511214,'step','ca936982081244d898a086ed1ba846fd6','T-5a533a18f4cb63a817db2eef','i-2zed8hk4kzn7oykqkk8g','route',1515403854916936,1515403857679176,'done','');
INSERT INTO "trace" VALUES(4398046511217,'step','ce38457e7437e409cb861b2c7e29e22a0','T-5a533a189551319a7cc728e1','i-2zeu2d8aryvhw9z3vban','boot',1515403815260314,1515403859101575,'done','');
INSERT INTO "trace" VALUES(4398046511219,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d','i-2zep5936frsv3wru237i','route',1515403856796830,1515403859149988,'done','');
INSERT INTO "trace" VALUES(4398046511223,'step','ca936982081244d898a086ed1ba846fd6','T-5a533a18f4cb63a817db2eef','i-2zenk7687ogqprgqg79m','eip',1515403847239637,1515403860499789,'done','');
INSERT INTO "trace" VALUES(4398046511224,'step','ca936982081244d898a086ed1ba846fd6','T-5a533a18f4cb63a817db2eef','i-2zenk7687ogqprgqg79m','route',1515403860499789,1515403861647213,'done','');
INSERT INTO "trace" VALUES(4398046511227,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d','i-2zen7mcvht64gxvi1d7o','eip',1515403855259030,1515403874432947,'done','');
INSERT INTO "trace" VALUES(4398046511228,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d','i-2zen7mcvht64gxvi1d7o','route',1515403874432947,1515403878967741,'done','');
INSERT INTO "trace" VALUES(4398046511231,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d','i-2zep5936frsv3wru237i','init',1515403859149988,1515404028440582,'done','');
INSERT INTO "trace" VALUES(2305844108725321740,'step','cfd30840104634889b2e4399feb861bc0','T-5a5333102513061dffb812b1','','slb',1515402000000000,1515402006526145,'done','');
INSERT INTO "trace" VALUES(2305844108725321743,'step','cfd30840104634889b2e4399feb861bc0','T-5a5333102513061dffb812b1','','security_group',1515402006526145,1515402008375066,'done','');
INSERT INTO "trace" VALUES(2305844108725321747,'step','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','','slb',1515402000000000,1515402009614912,'done','');
INSERT INTO "trace" VALUES(2305844108725321750,'step','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','','security_group',1515402009614912,1515402010632941,'done','');
INSERT INTO "trace" VALUES(2305844108725321756,'step','cfd30840104634889b2e4399feb861bc0','T-5a5333102513061dffb812b1','i-2zetcqqq4jd8f95ldjdv','ecs',1515402008375066,1515402011670112,'done','');
INSERT INTO "trace" VALUES(2305844108725321758,'step','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','i-2zem0nh9z5sc9m4vy4gj','ecs',1515402010632941,1515402015796720,'done','');
INSERT INTO "trace" VALUES(2305844108725321760,'step','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','i-2ze3t25bw6977az6r3zo','ecs',1515402010632941,1515402017350808,'done','');
INSERT INTO "trace" VALUES(2305844108725321761,'step','cfd30840104634889b2e4399feb861bc0','T-5a5333102513061dffb812b1','i-2zetcqqq4jd8f95ldjdv','boot',1515402011670112,1515402036298863,'done','');
INSERT INTO "trace" VALUES(2305844108725321763,'step','cfd30840104634889b2e4399feb861bc0','T-5a5333102513061dffb812b1','i-2zetcqqq4jd8f95ldjdv','eip',1515402036298863,1515402045448786,'done','');
INSERT INTO "trace" VALUES(2305844108725321764,'step','cfd30840104634889b2e4399feb861bc0','T-5a5333102513061dffb812b1','i-2zetcqqq4jd8f95ldjdv','route',1515402045448786,1515402048538195,'done','');
INSERT INTO "trace" VALUES(2305844108725321765,'step','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','i-2zem0nh9z5sc9m4vy4gj','boot',1515402015796720,1515402048996079,'done','');
INSERT INTO "trace" VALUES(2305844108725321767,'step','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','i-2zem0nh9z5sc9m4vy4gj','eip',1515402048996079,1515402054435919,'done','');
INSERT INTO "trace" VALUES(2305844108725321768,'step','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','i-2zem0nh9z5sc9m4vy4gj','route',1515402054435919,1515402058550579,'done','');
INSERT INTO "trace" VALUES(2305844108725321769,'step','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','i-2ze3t25bw6977az6r3zo','boot',1515402017350808,1515402061402490,'done','');
INSERT INTO "trace" VALUES(2305844108725321771,'step','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','i-2ze3t25bw6977az6r3zo','eip',1515402061402490,1515402070886719,'done','');
INSERT INTO "trace" VALUES(2305844108725321772,'step','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','i-2ze3t25bw6977az6r3zo','route',1515402070886719,1515402073323203,'done','');
INSERT INTO "trace" VALUES(2305844108725321774,'step','cfd30840104634889b2e4399feb861bc0','T-5a5333102513061dffb812b1','i-2zetcqqq4jd8f95ldjdv','init',1515402048538195,1515402187009908,'done','');
INSERT INTO "trace" VALUES(2305844108725321776,'state','cfd30840104634889b2e4399feb861bc0','T-5a5333102513061dffb812b1','','running',1515402187009908,1515402187009908,'initial','');
INSERT INTO "trace" VALUES(2305844108725321779,'step','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','i-2ze3t25bw6977az6r3zo','init',1515402073323203,1515402242253162,'done','');
INSERT INTO "trace" VALUES(2305844108725321781,'step','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','i-2zem0nh9z5sc9m4vy4gj','init',1515402058550579,1515402256525547,'done','');
INSERT INTO "trace" VALUES(2305844108725321783,'state','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','','running',1515402256525547,1515402256525547,'initial','');
INSERT INTO "trace" VALUES(2305844108725321791,'step','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','','slb',1515402256525547,1515402263751532,'done','');
INSERT INTO "trace" VALUES(2305844108725321794,'step','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','','security_group',1515402263751532,1515402264774894,'done','');
INSERT INTO "trace" VALUES(2305844108725321802,'step','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','i-2zebdug1hxwv2xzyonmy','ecs',1515402264774894,1515402267781386,'done','');
INSERT INTO "trace" VALUES(2305844108725321804,'step','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','i-2ze9svogtorkjiz1glig','ecs',1515402264774894,1515402271795213,'done','');
INSERT INTO "trace" VALUES(2305844108725321806,'step','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','i-2zejzjsv8e3qlnl6hian','ecs',1515402264774894,1515402272661084,'done','');
INSERT INTO "trace" VALUES(2305844108725321807,'step','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','i-2ze9svogtorkjiz1glig','boot',1515402271795213,1515402310396058,'done','');
INSERT INTO "trace" VALUES(2305844108725321808,'step','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','i-2zebdug1hxwv2xzyonmy','boot',1515402267781386,1515402311256082,'done','');
INSERT INTO "trace" VALUES(2305844108725321809,'step','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','i-2zejzjsv8e3qlnl6hian','boot',1515402272661084,1515402312684581,'done','');
INSERT INTO "trace" VALUES(2305844108725321811,'step','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','i-2ze9svogtorkjiz1glig','eip',1515402310396058,1515402319941795,'done','');
INSERT INTO "trace" VALUES(2305844108725321812,'step','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','i-2ze9svogtorkjiz1glig','route',1515402319941795,1515402322531266,'done','');
INSERT INTO "trace" VALUES(2305844108725321814,'step','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','i-2zejzjsv8e3qlnl6hian','eip',1515402312684581,1515402323691846,'done','');
INSERT INTO "trace" VALUES(2305844108725321816,'step','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','i-2zebdug1hxwv2xzyonmy','eip',1515402311256082,1515402326691645,'done','');
INSERT INTO "trace" VALUES(2305844108725321817,'step','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','i-2zejzjsv8e3qlnl6hian','route',1515402323691846,1515402326883847,'done','');
INSERT INTO "trace" VALUES(2305844108725321818,'step','cb451ffc6fb124936a36247e4b92fde4b','T-5a533410c28d97fb76e383ce','i-2zebdug1hxwv2xzyonmy','route',1515402326691645,1515402328040477,'done','');
INSERT INTO "trace" VALUES(2305844108725321824,'state','c885406873e6a42179cc5da37f5383337','','','scaling',1515402346525547,1515402346525547,'running','');
INSERT INTO "trace" VALUES(2305844108725321830,'state','cfd30840104634889b2e4399feb861bc0','','','deleting',1515402346525547,1515402346525547,'running','');
INSERT INTO "trace" VALUES(2305844108725321840,'step','cfd30840104634889b2e4399feb861bc0','T-5a53346a4cee117cab205c86','i-2zetcqqq4jd8f95ldjdv','leave_slb',1515402346525547,1515402347841485,'done','');
INSERT INTO "trace" VALUES(2305844108725321842,'step','c885406873e6a42179cc5da37f5383337','T-5a53346a7e2ad33107d36cf7','i-2zevylhce4l2kq4qpllv','ecs',1515402346525547,1515402350767715,'done','');
INSERT INTO "trace" VALUES(2305844108725321843,'step','cfd30840104634889b2e4399feb861bc0','T-5a53346a4cee117cab205c86','i-2zetcqqq4jd8f95ldjdv','delete_route',1515402347841485,1515402350777011,'done','');
INSERT INTO "trace" VALUES(2305844108725321845,'step','c885406873e6a42179cc5da37f5383337','T-5a53346a7e2ad33107d36cf7','i-2zez7cg5ukz07j3ebcm1','ecs',1515402346525547,1515402351147537,'done','');
INSERT INTO "trace" VALUES(2305844108725321846,'step','cfd30840104634889b2e4399feb861bc0','T-5a53346a4cee117cab205c86','i-2zetcqqq4jd8f95ldjdv','delete_eip',1515402350777011,1515402354418562,'done','');
INSERT INTO "trace" VALUES(2305844108725321848,'step','cac2d4f4a9c76455b8bbf2c251d22702c','T-5a53346a7bd245acf413c8d7','','slb',1515402346525547,1515402357536737,'done','');
INSERT INTO "trace" VALUES(2305844108725321851,'step','cac2d4f4a9c76455b8bbf2c251d22702c','T-5a53346a7bd245acf413c8d7','','security_group',1515402357536737,1515402358580811,'done','');
INSERT INTO "trace" VALUES(2305844108725321855,'step','cac2d4f4a9c76455b8bbf2c251d22702c','T-5a53346a7bd245acf413c8d7','i-2ze04hnrzliqudyxvzen','ecs',1515402358580811,1515402365448141,'done','');
INSERT INTO "trace" VALUES(2305846307748577289,'step','c5ca4a923bd774438a1369da9b236683d','T-5a5333109d9cc22d093f0b06','','slb',1515402000000000,1515402013260301,'done','');
INSERT INTO "trace" VALUES(2305846307748577292,'step','c5ca4a923bd774438a1369da9b236683d','T-5a5333109d9cc22d093f0b06','','security_group',1515402013260301,1515402014592172,'done','');
INSERT INTO "trace" VALUES(2305846307748577296,'step','c5ca4a923bd774438a1369da9b236683d','T-5a5333109d9cc22d093f0b06','i-2ze7me3s9y2g8xbe9x3j','ecs',1515402014592172,1515402021206893,'done','');
INSERT INTO "trace" VALUES(2305846307748577297,'step','c5ca4a923bd774438a1369da9b236683d','T-5a5333109d9cc22d093f0b06','i-2ze7me3s9y2g8xbe9x3j','boot',1515402021206893,1515402042570461,'done','');
INSERT INTO "trace" VALUES(2305846307748577299,'step','c5ca4a923bd774438a1369da9b236683d','T-5a5333109d9cc22d093f0b06','i-2ze7me3s9y2g8xbe9x3j','eip',1515402042570461,1515402057410161,'done','');
INSERT INTO "trace" VALUES(2305846307748577300,'step','c5ca4a923bd774438a1369da9b236683d','T-5a5333109d9cc22d093f0b06','i-2ze7me3s9y2g8xbe9x3j','route',1515402057410161,1515402059441072,'done','');
INSERT INTO "trace" VALUES(2305847407260205067,'step','c9d727ba7236b4c7fb55b71ec5d6afa33','T-5a533310214d844f442ceb97','','slb',1515402000000000,1515402006983293,'done','');
INSERT INTO "trace" VALUES(2305847407260205070,'step','c9d727ba7236b4c7fb55b71ec5d6afa33','T-5a533310214d844f442ceb97','','security_group',1515402006983293,1515402008348097,'done','');
INSERT INTO "trace" VALUES(2305847407260205074,'step','c9d727ba7236b4c7fb55b71ec5d6afa33','T-5a533310214d844f442ceb97','i-2zehwlp3x1knhmazvr3o','ecs',1515402008348097,1515402011817387,'done','');
INSERT INTO "trace" VALUES(2305847407260205075,'step','c9d727ba7236b4c7fb55b71ec5d6afa33','T-5a533310214d844f442ceb97','i-2zehwlp3x1knhmazvr3o','boot',1515402011817387,1515402048089433,'done','');
INSERT INTO "trace" VALUES(2305847407260205077,'step','c9d727ba7236b4c7fb55b71ec5d6afa33','T-5a533310214d844f442ceb97','i-2zehwlp3x1knhmazvr3o','eip',1515402048089433,1515402062840229,'done','');
INSERT INTO "trace" VALUES(2305847407260205078,'step','c9d727ba7236b4c7fb55b71ec5d6afa33','T-5a533310214d844f442ceb97','i-2zehwlp3x1knhmazvr3o','route',1515402062840229,1515402064392370,'done','');
INSERT INTO "trace" VALUES(2305847407260205080,'step','c9d727ba7236b4c7fb55b71ec5d6afa33','T-5a533310214d844f442ceb97','i-2zehwlp3x1knhmazvr3o','init',1515402064392370,1515402221049490,'done','');
INSERT INTO "trace" VALUES(2305847407260205082,'state','c9d727ba7236b4c7fb55b71ec5d6afa33','T-5a533310214d844f442ceb97','','running',1515402221049490,1515402221049490,'initial','');
INSERT INTO "trace" VALUES(2305847407260205105,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d','','slb',1515403800000000,1515403805144725,'done','');
INSERT INTO "trace" VALUES(2305847407260205108,'step','ce38457e7437e409cb861b2c7e29e22a0','T-5a533a189551319a7cc728e1','','slb',1515403800000000,1515403806320198,'done','');
INSERT INTO "trace" VALUES(2305847407260205111,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d','','security_group',1515403805144725,1515403806366233,'done','');
INSERT INTO "trace" VALUES(2305847407260205117,'step','ce38457e7437e409cb861b2c7e29e22a0','T-5a533a189551319a7cc728e1','','security_group',1515403806320198,1515403807510501,'done','');
INSERT INTO "trace" VALUES(2305847407260205123,'step','ca936982081244d898a086ed1ba846fd6','T-5a533a18f4cb63a817db2eef','','slb',1515403800000000,1515403807564465,'done','');
INSERT INTO "trace" VALUES(2305847407260205126,'step','ca936982081244d898a086ed1ba846fd6','T-5a533a18f4cb63a817db2eef','','security_group',1515403807564465,1515403808803449,'done','');
INSERT INTO "trace" VALUES(2305847407260205132,'step','c6098f502b9b7450c9127f5211321fc5b','T-5a533a185f0388e9507444a1','','slb',1515403800000000,1515403811111491,'done','');
INSERT INTO "trace" VALUES(2305847407260205135,'step','ce38457e7437e409cb861b2c7e29e22a0','T-5a533a189551319a7cc728e1','i-2ze51k01nrg4uk5e07xw','ecs',1515403807510501,1515403811329492,'done','');
INSERT INTO "trace" VALUES(2305847407260205137,'step','c6098f502b9b7450c9127f5211321fc5b','T-5a533a185f0388e9507444a1','','security_group',1515403811111491,1515403812860399,'done','');
INSERT INTO "trace" VALUES(2305847407260205146,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d','i-2zep5936frsv3wru237i','ecs',1515403806366233,1515403813170774,'done','');
INSERT INTO "trace" VALUES(2305847407260205148,'step','ca936982081244d898a086ed1ba846fd6','T-5a533a18f4cb63a817db2eef','i-2zenk7687ogqprgqg79m','ecs',1515403808803449,1515403813260382,'done','');
INSERT INTO "trace" VALUES(2305847407260205150,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d','i-2zen7mcvht64gxvi1d7o','ecs',1515403806366233,1515403813559850,'done','');
INSERT INTO "trace" VALUES(2305847407260205152,'step','ca936982081244d898a086ed1ba846fd6','T-5a533a18f4cb63a817db2eef','i-2zed8hk4kzn7oykqkk8g','ecs',1515403808803449,1515403814699241,'done','');
INSERT INTO "trace" VALUES(2305847407260205154,'step','ce38457e7437e409cb861b2c7e29e22a0','T-5a533a189551319a7cc728e1','i-2zeu2d8aryvhw9z3vban','ecs',1515403807510501,1515403815260314,'done','');
INSERT INTO "trace" VALUES(2305847407260205155,'step','ca936982081244d898a086ed1ba846fd6','T-5a533a18f4cb63a817db2eef','i-2zed8hk4kzn7oykqkk8g','boot',1515403814699241,1515403836705049,'done','');
INSERT INTO "trace" VALUES(2305847407260205156,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d','i-2zep5936frsv3wru237i','boot',1515403813170774,1515403844034447,'done','');
INSERT INTO "trace" VALUES(2305847407260205157,'step','ca936982081244d898a086ed1ba846fd6','T-5a533a18f4cb63a817db2eef','i-2zenk7687ogqprgqg79m','boot',1515403813260382,1515403847239637,'done','');
INSERT INTO "trace" VALUES(2305847407260205158,'step','ce38457e7437e409cb861b2c7e29e22a0','T-5a533a189551319a7cc728e1','i-2ze51k01nrg4uk5e07xw','boot',1515403811329492,1515403852971430,'done','');
INSERT INTO "trace" VALUES(2305847407260205162,'step','ca936982081244d898a086ed1ba846fd6','T-5a533a18f4cb63a817db2eef','i-2zed8hk4kzn7oykqkk8g','eip',1515403836705049,1515403854916936,'done','');
INSERT INTO "trace" VALUES(2305847407260205163,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d','i-2zen7mcvht64gxvi1d7o','boot',1515403813559850,1515403855259030,'done','');
INSERT INTO "trace" VALUES(2305847407260205165,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d','i-2zep5936frsv3wru237i','eip',1515403844034447,1515403856796830,'done','');
INSERT INTO "trace" VALUES(2305847407260205166,'step','ca936982081244d898a086ed1ba846fd6','T-5a533a18f4cb63a817db2eef','i-2zed8hk4kzn7oykqkk8g','route',1515403854916936,1515403857679176,'done','');
INSERT INTO "trace" VALUES(2305847407260205169,'step','ce38457e7437e409cb861b2c7e29e22a0','T-5a533a189551319a7cc728e1','i-2zeu2d8aryvhw9z3vban','boot',1515403815260314,1515403859101575,'done','');
INSERT INTO "trace" VALUES(2305847407260205171,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d','i-2zep5936frsv3wru237i','route',1515403856796830,1515403859149988,'done','');
INSERT INTO "trace" VALUES(2305847407260205175,'step','ca936982081244d898a086ed1ba846fd6','T-5a533a18f4cb63a817db2eef','i-2zenk7687ogqprgqg79m','eip',1515403847239637,1515403860499789,'done','');
INSERT INTO "trace" VALUES(2305847407260205176,'step','ca936982081244d898a086ed1ba846fd6','T-5a533a18f4cb63a817db2eef','i-2zenk7687ogqprgqg79m','route',1515403860499789,1515403861647213,'done','');
INSERT INTO "trace" VALUES(2305847407260205179,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d','i-2zen7mcvht64gxvi1d7o','eip',1515403855259030,1515403874432947,'done','');
INSERT INTO "trace" VALUES(2305847407260205180,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d','i-2zen7mcvht64gxvi1d7o','route',1515403874432947,1515403878967741,'done','');
INSERT INTO "trace" VALUES(2305847407260205183,'step','cfad9960cac2a4bfa9f5d95dc2eb2be4a','T-5a533a18341bc0c7842bed2d','i-2zep5936frsv3wru237i','init',1515403859149988,1515404028440582,'done','');
CREATE TABLE vpc (
    id INTEGER PRIMARY KEY,
    vpc_id TEXT NOT NULL,
    region_id TEXT NOT NULL,
    cidr_block TEXT NOT NULL,
    adopted INTEGER NOT NULL      -- whether a mention of the id brought it in
) STRICT;
CREATE TABLE vswitch (
    id INTEGER PRIMARY KEY,
    vswitch_id TEXT NOT NULL,
    vpc_id TEXT NOT NULL,
    zone_id TEXT NOT NULL,
    cidr_block TEXT NOT NULL,
    adopted INTEGER NOT NULL
) STRICT;
CREATE INDEX log_of_cluster ON log (cluster);
COMMIT;
PRAGMA application_id = 1129534257;
PRAGMA user_version = 11;
