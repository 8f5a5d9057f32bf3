CREATE TABLE `bestellungen` (id int, email varchar(20), bestelldatum date, ablaufdatum date, stand timestamp);
INSERT INTO `bestellungen` (id,email,bestelldatum,ablaufdatum,stand) VALUES (1,'a@example.org','2022-03-04','2024-01-01','2022-03-06 10:00:00'),(2,'b@example.org','2022-03-05','2024-01-01','2022-03-06 11:00:00');
