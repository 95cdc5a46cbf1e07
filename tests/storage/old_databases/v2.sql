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
    code TEXT NOT NULL,           -- empty for a good answer
    answer TEXT NOT NULL,
    cluster_id TEXT NOT NULL,
    task_id TEXT NOT NULL,
    unread TEXT NOT NULL          -- names of fields that nothing read, separated by one blank
) STRICT;
INSERT INTO "call" VALUES(1099511627777,'BD268AF2-643A-4DE3-8684-41378B5A9EDF',1515402000000000,1795642001764865,41041,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"done","size":2,"subnet_cidr":"172.28.1.0/24"}',202,'','{"cluster_id":"c885406873e6a42179cc5da37f5383337","request_id":"BD268AF2-643A-4DE3-8684-41378B5A9EDF","task_id":"T-5a5333100d7fffbb63d19e12"}','c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12','');
INSERT INTO "call" VALUES(1099511627778,'D8A4038C-9DB7-461D-9F2D-AF4906E7AA6B',1515402000000000,1795642001816029,312,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"leaving","size":1,"subnet_cidr":"172.28.2.0/24"}',202,'','{"cluster_id":"cfd30840104634889b2e4399feb861bc0","request_id":"D8A4038C-9DB7-461D-9F2D-AF4906E7AA6B","task_id":"T-5a5333102513061dffb812b1"}','cfd30840104634889b2e4399feb861bc0','T-5a5333102513061dffb812b1','');
INSERT INTO "call" VALUES(1099511627779,'BE11096A-69DE-4456-A7E1-7DA75C596C87',1515402281552610,1795642001831119,119,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"refused"}',400,'MissingParameter','{"code":"MissingParameter","message":"The input parameter \"size\" that is mandatory for processing this request is not supplied.","requestId":"BE11096A-69DE-4456-A7E1-7DA75C596C87","status":400,"RequestId":"BE11096A-69DE-4456-A7E1-7DA75C596C87","HostId":"cs.aliyuncs.com","Code":"MissingParameter","Message":"The input parameter \"size\" that is mandatory for processing this request is not supplied."}','','','');
INSERT INTO "call" VALUES(1099511627780,'209B911A-9B24-421C-AADE-9F673D1AA917',1515402281552610,1795642001832095,282,'CreateCluster','POST','/clusters','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","name":"under-way","size":3,"subnet_cidr":"172.28.3.0/24"}',202,'','{"cluster_id":"cb451ffc6fb124936a36247e4b92fde4b","request_id":"209B911A-9B24-421C-AADE-9F673D1AA917","task_id":"T-5a533429c28d97fb76e383ce"}','cb451ffc6fb124936a36247e4b92fde4b','T-5a533429c28d97fb76e383ce','');
INSERT INTO "call" VALUES(1099511627781,'DD281D29-366E-4CD1-850B-6542059C77CD',1515402371552610,1795642001834806,78,'ModifyClusterTags','POST','/clusters/c885406873e6a42179cc5da37f5383337/tags','[{"key":"a","value":"«1»"}]',200,'','{"cluster_id":"c885406873e6a42179cc5da37f5383337","request_id":"DD281D29-366E-4CD1-850B-6542059C77CD"}','c885406873e6a42179cc5da37f5383337','','');
INSERT INTO "call" VALUES(1099511627782,'DFE5A2F7-51DA-4568-95C2-8EEF35D1FDE5',1515402371552610,1795642001835722,146,'CreateClusterToken','POST','/clusters/c885406873e6a42179cc5da37f5383337/token','{"is_permanent":true,"expire":0}',200,'','***','c885406873e6a42179cc5da37f5383337','','is_permanent expire');
INSERT INTO "call" VALUES(1099511627783,'ED97DF5F-ED1A-43FD-941D-406EEF2E22D8',1515402371552610,1795642001836592,130,'CreateTemplate','POST','/templates','{"name":"t","template":"web:\n  image: nginx\n"}',200,'','{"request_id":"ED97DF5F-ED1A-43FD-941D-406EEF2E22D8","template_id":"fcc878d4-5019-4700-8199-685104a96616"}','','','');
INSERT INTO "call" VALUES(1099511627784,'925CB00C-5823-4396-942F-19D55B6E2A1B',1515402371552610,1795642001837370,288,'ScaleCluster','PUT','/clusters/c885406873e6a42179cc5da37f5383337','{"instance_type":"ecs.n1.small","network_mode":"vpc","vpc_id":"vpc-2zedefault","vswitch_id":"vsw-2zedefaultb","password":"***","data_disk_category":"cloud_ssd","data_disk_size":40,"need_slb":true,"io_optimized":"optimized","release_eip_flag":false,"region_id":"cn-beijing","size":4}',202,'','{"cluster_id":"c885406873e6a42179cc5da37f5383337","request_id":"925CB00C-5823-4396-942F-19D55B6E2A1B","task_id":"T-5a5334837e2ad33107d36cf7"}','c885406873e6a42179cc5da37f5383337','T-5a5334837e2ad33107d36cf7','network_mode vpc_id vswitch_id need_slb region_id');
INSERT INTO "call" VALUES(1099511627785,'1B9077FA-E0E3-4B64-92C5-53002FF5130B',1515402371552610,1795642001838392,99,'DeleteCluster','DELETE','/clusters/cfd30840104634889b2e4399feb861bc0','',202,'','{"cluster_id":"cfd30840104634889b2e4399feb861bc0","request_id":"1B9077FA-E0E3-4B64-92C5-53002FF5130B","task_id":"T-5a5334834cee117cab205c86"}','cfd30840104634889b2e4399feb861bc0','T-5a5334834cee117cab205c86','');
CREATE TABLE cluster (
    id INTEGER PRIMARY KEY,
    cluster_id TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    size INTEGER NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    region_id TEXT NOT NULL,
    zone_id TEXT NOT NULL,
    network_mode TEXT NOT NULL,
    vpc_id TEXT NOT NULL,
    vswitch_id TEXT NOT NULL,
    subnet_cidr TEXT NOT NULL,
    instance_type TEXT NOT NULL,
    ecs_image_id TEXT NOT NULL,
    io_optimized TEXT NOT NULL,
    data_disk_category TEXT NOT NULL,
    data_disk_size INTEGER NOT NULL,
    need_slb INTEGER NOT NULL,
    release_eip_flag INTEGER NOT NULL,
    rds_instances TEXT NOT NULL,  -- ids, separated by one blank
    security_group_id TEXT NOT NULL,
    external_loadbalancer_id TEXT NOT NULL,
    master_url TEXT NOT NULL,
    error_message TEXT NOT NULL
, nodes_made INTEGER NOT NULL DEFAULT 0, tags TEXT NOT NULL DEFAULT '[]') STRICT;
INSERT INTO "cluster" VALUES(1099511627777,'c885406873e6a42179cc5da37f5383337','done','scaling',2,1515402000000000,1515402371552610,'cn-beijing','cn-beijing-b','vpc','vpc-2zedefault','vsw-2zedefaultb','172.28.1.0/24','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','optimized','cloud_ssd',40,1,0,'','sg-2zef63vvhtidnu8isihv','lb-2ze1jv4wz74u1vr9i8g0','https://198.51.100.235:17161','',4,'[{"key":"a","value":"«1»"}]');
INSERT INTO "cluster" VALUES(1099511627782,'cfd30840104634889b2e4399feb861bc0','leaving','deleting',1,1515402000000000,1515402371552610,'cn-beijing','cn-beijing-b','vpc','vpc-2zedefault','vsw-2zedefaultb','172.28.2.0/24','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','optimized','cloud_ssd',40,1,0,'','sg-2zem5ywxvpp3ex6lft5w','lb-2zevftvqldek9c9m9ipj','https://203.0.113.120:21378','',1,'[]');
INSERT INTO "cluster" VALUES(1099511627812,'cb451ffc6fb124936a36247e4b92fde4b','under-way','initial',3,1515402281552610,1515402295487688,'cn-beijing','cn-beijing-b','vpc','vpc-2zedefault','vsw-2zedefaultb','172.28.3.0/24','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','optimized','cloud_ssd',40,1,0,'','sg-2zer6bynnsehs64864i1','lb-2zeg3kyev81ah8aj7m4x','','',3,'[]');
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
INSERT INTO "event" VALUES(1099511627808,6,'cfd30840104634889b2e4399feb861bc0','T-5a5333102513061dffb812b1',1515402257798318,'cluster_create','info','Succeeded','start to update cluster status to CREATE_COMPLETE');
INSERT INTO "event" VALUES(1099511627811,1,'c885406873e6a42179cc5da37f5383337','T-5a5333100d7fffbb63d19e12',1515402281552610,'cluster_create','info','Succeeded','start to update cluster status to CREATE_COMPLETE');
INSERT INTO "event" VALUES(1099511627815,36,'cb451ffc6fb124936a36247e4b92fde4b','T-5a533429c28d97fb76e383ce',1515402281552610,'cluster_create','info','Started','Start to create cluster');
INSERT INTO "event" VALUES(1099511627832,1,'c885406873e6a42179cc5da37f5383337','',1515402371552610,'cluster_modify','info','Succeeded','Set 1 tags');
INSERT INTO "event" VALUES(1099511627839,1,'c885406873e6a42179cc5da37f5383337','T-5a5334837e2ad33107d36cf7',1515402371552610,'cluster_scaleout','info','Started','Start to scale cluster');
INSERT INTO "event" VALUES(1099511627844,6,'cfd30840104634889b2e4399feb861bc0','T-5a5334834cee117cab205c86',1515402371552610,'cluster_delete','info','Started','Start to delete cluster');
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
INSERT INTO "log" VALUES(1099511627787,6,1515402006027242,4,'Create SLB lb-2zevftvqldek9c9m9ipj successfully');
INSERT INTO "log" VALUES(1099511627789,1,1515402007119458,4,'Create SLB lb-2ze1jv4wz74u1vr9i8g0 successfully');
INSERT INTO "log" VALUES(1099511627791,6,1515402007931798,4,'Create security group sg-2zem5ywxvpp3ex6lft5w successfully');
INSERT INTO "log" VALUES(1099511627794,1,1515402008436929,4,'Create security group sg-2zef63vvhtidnu8isihv successfully');
INSERT INTO "log" VALUES(1099511627799,6,1515402012142554,4,'Create ECS i-2zetcqqq4jd8f95ldjdv successfully');
INSERT INTO "log" VALUES(1099511627800,1,1515402012996700,4,'Create ECS i-2ze3t25bw6977az6r3zo successfully');
INSERT INTO "log" VALUES(1099511627801,1,1515402016306561,4,'Create ECS i-2zem0nh9z5sc9m4vy4gj successfully');
INSERT INTO "log" VALUES(1099511627802,6,1515402043885743,4,'Allocate EIP 203.0.113.189 for i-2zetcqqq4jd8f95ldjdv');
INSERT INTO "log" VALUES(1099511627803,1,1515402063009631,4,'Allocate EIP 198.51.100.140 for i-2ze3t25bw6977az6r3zo');
INSERT INTO "log" VALUES(1099511627804,1,1515402068062196,4,'Allocate EIP 198.51.100.78 for i-2zem0nh9z5sc9m4vy4gj');
INSERT INTO "log" VALUES(1099511627805,1,1515402239275549,4,'Node c885406873e6a42179cc5da37f5383337-node2 joined the cluster');
INSERT INTO "log" VALUES(1099511627806,6,1515402257798318,4,'Node cfd30840104634889b2e4399feb861bc0-node1 joined the cluster');
INSERT INTO "log" VALUES(1099511627807,6,1515402257798318,4,'start to update cluster status to CREATE_COMPLETE');
INSERT INTO "log" VALUES(1099511627809,1,1515402281552610,4,'Node c885406873e6a42179cc5da37f5383337-node1 joined the cluster');
INSERT INTO "log" VALUES(1099511627810,1,1515402281552610,4,'start to update cluster status to CREATE_COMPLETE');
INSERT INTO "log" VALUES(1099511627814,36,1515402281552610,4,'Start to create cluster');
INSERT INTO "log" VALUES(1099511627817,36,1515402294342849,4,'Create SLB lb-2zeg3kyev81ah8aj7m4x successfully');
INSERT INTO "log" VALUES(1099511627819,36,1515402295487688,4,'Create security group sg-2zer6bynnsehs64864i1 successfully');
INSERT INTO "log" VALUES(1099511627826,36,1515402300111264,4,'Create ECS i-2zejzjsv8e3qlnl6hian successfully');
INSERT INTO "log" VALUES(1099511627827,36,1515402300832404,4,'Create ECS i-2ze9svogtorkjiz1glig successfully');
INSERT INTO "log" VALUES(1099511627828,36,1515402302217875,4,'Create ECS i-2zebdug1hxwv2xzyonmy successfully');
INSERT INTO "log" VALUES(1099511627829,36,1515402337316765,4,'Allocate EIP 203.0.113.107 for i-2zebdug1hxwv2xzyonmy');
INSERT INTO "log" VALUES(1099511627830,36,1515402344181008,4,'Allocate EIP 198.51.100.63 for i-2zejzjsv8e3qlnl6hian');
INSERT INTO "log" VALUES(1099511627831,36,1515402347225914,4,'Allocate EIP 198.51.100.53 for i-2ze9svogtorkjiz1glig');
INSERT INTO "log" VALUES(1099511627838,1,1515402371552610,4,'Start to scale cluster');
INSERT INTO "log" VALUES(1099511627843,6,1515402371552610,4,'Start to delete cluster');
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
, made_by TEXT NOT NULL DEFAULT 'CreateCluster', charge_type TEXT NOT NULL DEFAULT 'PostPaid', releases_eip INTEGER NOT NULL DEFAULT 0, is_released INTEGER NOT NULL DEFAULT 0, is_lost INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "node" VALUES(1099511627792,'i-2zetcqqq4jd8f95ldjdv','cfd30840104634889b2e4399feb861bc0',1,'removing',1515402007931798,1515402371552610,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.1','203.0.113.189',1,'','CreateCluster','PostPaid',0,0,0);
INSERT INTO "node" VALUES(1099511627795,'i-2ze3t25bw6977az6r3zo','c885406873e6a42179cc5da37f5383337',1,'running',1515402008436929,1515402281552610,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.2','198.51.100.140',1,'','CreateCluster','PostPaid',0,0,0);
INSERT INTO "node" VALUES(1099511627796,'i-2zem0nh9z5sc9m4vy4gj','c885406873e6a42179cc5da37f5383337',2,'running',1515402008436929,1515402239275549,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.3','198.51.100.78',1,'','CreateCluster','PostPaid',0,0,0);
INSERT INTO "node" VALUES(1099511627820,'i-2zejzjsv8e3qlnl6hian','cb451ffc6fb124936a36247e4b92fde4b',1,'initial',1515402295487688,1515402348326520,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.4','198.51.100.63',1,'','CreateCluster','PostPaid',0,0,0);
INSERT INTO "node" VALUES(1099511627821,'i-2ze9svogtorkjiz1glig','cb451ffc6fb124936a36247e4b92fde4b',2,'initial',1515402295487688,1515402351617822,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.5','198.51.100.53',1,'','CreateCluster','PostPaid',0,0,0);
INSERT INTO "node" VALUES(1099511627822,'i-2zebdug1hxwv2xzyonmy','cb451ffc6fb124936a36247e4b92fde4b',3,'initial',1515402295487688,1515402341792575,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Running','10.0.16.6','203.0.113.107',1,'','CreateCluster','PostPaid',0,0,0);
INSERT INTO "node" VALUES(1099511627835,'i-2zevylhce4l2kq4qpllv','c885406873e6a42179cc5da37f5383337',3,'initial',1515402371552610,1515402371552610,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Pending','','',0,'','ScaleCluster','PostPaid',0,0,0);
INSERT INTO "node" VALUES(1099511627836,'i-2zez7cg5ukz07j3ebcm1','c885406873e6a42179cc5da37f5383337',4,'initial',1515402371552610,1515402371552610,'vpc-2zedefault','vsw-2zedefaultb','ecs.n1.small','centos_7_04_64_20G_alibase_201701015','Pending','','',0,'','ScaleCluster','PostPaid',0,0,0);
CREATE TABLE rds_instance (
    id INTEGER PRIMARY KEY,
    db_instance_id TEXT NOT NULL,
    region_id TEXT NOT NULL,
    whitelist TEXT NOT NULL,      -- addresses, separated by commas
    adopted INTEGER NOT NULL
) STRICT;
CREATE TABLE step (
    id INTEGER PRIMARY KEY,
    task_id TEXT NOT NULL,
    cluster_id TEXT NOT NULL,
    instance_id TEXT NOT NULL,    -- empty for a stage of the cluster
    stage INTEGER NOT NULL,       -- place in the task's plan, from 0
    started INTEGER NOT NULL,
    due INTEGER NOT NULL
) STRICT;
INSERT INTO "step" VALUES(1099511627823,'T-5a533429c28d97fb76e383ce','cb451ffc6fb124936a36247e4b92fde4b','i-2zejzjsv8e3qlnl6hian',6,1515402348326520,1515402542311917);
INSERT INTO "step" VALUES(1099511627824,'T-5a533429c28d97fb76e383ce','cb451ffc6fb124936a36247e4b92fde4b','i-2ze9svogtorkjiz1glig',6,1515402351617822,1515402574871014);
INSERT INTO "step" VALUES(1099511627825,'T-5a533429c28d97fb76e383ce','cb451ffc6fb124936a36247e4b92fde4b','i-2zebdug1hxwv2xzyonmy',6,1515402341792575,1515402515639142);
INSERT INTO "step" VALUES(1099511627840,'T-5a5334837e2ad33107d36cf7','c885406873e6a42179cc5da37f5383337','i-2zevylhce4l2kq4qpllv',0,1515402371552610,1515402376776156);
INSERT INTO "step" VALUES(1099511627841,'T-5a5334837e2ad33107d36cf7','c885406873e6a42179cc5da37f5383337','i-2zez7cg5ukz07j3ebcm1',0,1515402371552610,1515402376036193);
INSERT INTO "step" VALUES(1099511627845,'T-5a5334834cee117cab205c86','cfd30840104634889b2e4399feb861bc0','i-2zetcqqq4jd8f95ldjdv',0,1515402371552610,1515402374070652);
CREATE TABLE task (
    id INTEGER PRIMARY KEY,
    task_id TEXT NOT NULL,
    cluster_id TEXT NOT NULL,
    plan TEXT NOT NULL,
    state TEXT NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    courses INTEGER NOT NULL,     -- nodes whose stages are not finished
    error_code TEXT NOT NULL,
    error_message TEXT NOT NULL
, number INTEGER NOT NULL DEFAULT 1, nodes TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "task" VALUES(1099511627778,'T-5a5333100d7fffbb63d19e12','c885406873e6a42179cc5da37f5383337','CreateCluster','success',1515402000000000,1515402281552610,0,'','',1,'i-2ze3t25bw6977az6r3zo i-2zem0nh9z5sc9m4vy4gj');
INSERT INTO "task" VALUES(1099511627783,'T-5a5333102513061dffb812b1','cfd30840104634889b2e4399feb861bc0','CreateCluster','success',1515402000000000,1515402257798318,0,'','',1,'i-2zetcqqq4jd8f95ldjdv');
INSERT INTO "task" VALUES(1099511627813,'T-5a533429c28d97fb76e383ce','cb451ffc6fb124936a36247e4b92fde4b','CreateCluster','running',1515402281552610,1515402295487688,3,'','',1,'i-2zejzjsv8e3qlnl6hian i-2ze9svogtorkjiz1glig i-2zebdug1hxwv2xzyonmy');
INSERT INTO "task" VALUES(1099511627837,'T-5a5334837e2ad33107d36cf7','c885406873e6a42179cc5da37f5383337','ScaleCluster','running',1515402371552610,1515402371552610,2,'','',2,'i-2zevylhce4l2kq4qpllv i-2zez7cg5ukz07j3ebcm1');
INSERT INTO "task" VALUES(1099511627842,'T-5a5334834cee117cab205c86','cfd30840104634889b2e4399feb861bc0','DeleteCluster','running',1515402371552610,1515402371552610,1,'','',2,'i-2zetcqqq4jd8f95ldjdv');
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
INSERT INTO "template" VALUES(1099511627834,'fcc878d4-5019-4700-8199-685104a96616','t','web:
  image: nginx
','','','compose',1515402371552610,1515402371552610);
CREATE TABLE tenant (
    id INTEGER PRIMARY KEY,       -- the tenant's number, from 1
    name TEXT NOT NULL UNIQUE,    -- the AccessKey id, or "default" for unsigned calls
    origin TEXT NOT NULL,         -- keys all chance of the tenant, together with its seed
    seed INTEGER NOT NULL,
    clock_mode TEXT NOT NULL,
    clock_rate REAL NOT NULL,
    now INTEGER NOT NULL,         -- virtual time when the tenant was last written
    counts TEXT NOT NULL          -- JSON: what was numbered so far
) STRICT;
INSERT INTO "tenant" VALUES(1,'default','default',0,'frozen',60.0,1515402371552610,'{"call":9,"cluster":3,"task":5,"token":1,"template":1,"serial":69}');
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
INSERT INTO "token" VALUES(1099511627833,1,'c885406873e6a42179cc5da37f5383337',1515402371552610,1515402371552610,1515488771552610,0,0);
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
PRAGMA user_version = 2;
