-- MySQL dump 10.13  Distrib 8.0.36
-- Host: db-prod-02    Database: webshop
DROP TABLE IF EXISTS `users`;
CREATE TABLE `users` (`id` int, `full_name` varchar(90), `email` varchar(120), `password_hash` char(60), `last_login_ip` varchar(45), `created_at` datetime, `session_uuid` char(36));
INSERT INTO `users` (`id`,`full_name`,`email`,`password_hash`,`last_login_ip`,`created_at`,`session_uuid`) VALUES
(1,'⟦person-name#lund:Ingeborg Lundgaard⟧','⟦email#lund:ingeborg@lundgaard-keramik.example⟧','⟦password-hash#lund:$2b$12$akl2pyxYCVfG907Q2Hzob6wnpCFn3ELfrzgjWFFr1KuhmzAPnnOMh⟧','⟦ip-address#lund:185.107.44.19⟧','⟦none:2021-05-04 11:02:09⟧','⟦none:2b571fd0-36ba-4456-a20b-2bed5b2355a3⟧'),
(2,'⟦person-name#pasc:Pascal Niederberger⟧','⟦email#pasc:p.niederberger@alpmail.example⟧','⟦password-hash#pasc:$2b$12$AoPjgyGUZc9OCsZoWltWL61RUfyssharKiVy2gOXwCicFJ9Sl7Udd⟧','⟦ip-address#pasc:83.219.6.201⟧','⟦none:2021-05-04 11:40:51⟧','⟦none:878459f6-257f-4b16-aac4-7dbad70c8112⟧'),
(3,'⟦person-name#tema:Temanu Faleolo⟧','⟦email#tema:temanu.f@islandnet.example⟧','⟦password-hash#tema:$2b$12$qZsEQsCE43edOkNmMqYTVT8LyG9bapKNhgL9rBQfvuiH6LC5SX87Y⟧','⟦ip-address#tema:121.98.140.77⟧','⟦none:2021-05-06 02:15:33⟧','⟦none:24c4a5ed-aa28-4117-a480-f4c9dfac11be⟧'),
(4,'⟦person-name#oksa:Oksana Hrytsenko⟧','⟦email#oksa:hrytsenko.o@poshta.example⟧','⟦password-hash#oksa:$2b$12$QvbKSkDVoSEgiayCcq9NnCJP4vjJoCOzXBGaP34l5YVxk1dTn2b22⟧','⟦ip-address#oksa:2a02:2378:12f0:9::41⟧','⟦none:2021-05-08 19:27:00⟧','⟦none:36de27b0-1b0c-4aac-af79-568044709622⟧'),
(5,'⟦person-name#garv:Garvan Mulcahy⟧','⟦email#garv:gmulcahy@corkbay.example⟧','⟦password-hash#garv:$2b$12$zlQEQ6VfNWLPwYSrwMufTrEVMP4tEnKsj6cwKb84mXfdCgjDz2dvH⟧','⟦ip-address#garv:86.43.99.12⟧','⟦none:2021-05-09 07:58:44⟧','⟦none:650ec997-8737-40ca-a3e6-b7b059f045f1⟧');
