import type { HeaderKey } from './keys.ts';

/** Spanish column headers and field labels, as exports of shops, CRM, HR, ERP and hospital systems have them. */
export const es: Record<HeaderKey, string> = {
  fullName: `Nombre completo|Nombre y apellidos|Apellidos y nombre|Cliente|Titular|Empleado|Paciente|Persona de contacto|Destinatario|Nombre del cliente|Socio|Asegurado
    Contacto|Trabajador|Apellidos, nombre|Nombre del titular|Interesado`,
  givenName: 'Nombre|Nombre de pila|Nombre cliente|Nombres|Nombre contacto|Nombre empleado|Nombre propio',
  familyName:
    'Apellidos|Apellido|Primer apellido|Apellidos cliente|Apellidos contacto|Apell.|Apellidos empleado|Apellido(s)',
  birth: `Fecha de nacimiento|F. nacimiento|Nacimiento|Fecha nacimiento|Fecha nac.|F. nac.|Nacido el|FechaNac|Fec. nacimiento|Cumpleaños|Nacido/a el|Fecha nacimiento asegurado`,
  street:
    'Calle|Dirección 1|Calle y número|Vía|Dirección línea 1|Dirección (calle)|Domicilio calle|Calle/Nº|Dirección envío 1|Calle, número',
  houseNumber: 'Número|Nº portal|Núm.|Portal|Nº calle|Número de portal',
  fullAddress:
    'Dirección|Domicilio|Dirección completa|Dirección de envío|Dirección postal|Dirección de facturación|Domicilio particular|Residencia|Domicilio habitual',
  postcode: 'Código postal|C.P.|CP|Cód. postal|CP envío|Cod. post.',
  city: 'Ciudad|Población|Localidad|Municipio|Ciudad envío|Población domicilio',
  region: 'Provincia|Comunidad autónoma|Comunidad|Prov.|Región',
  country: 'País|Código país|País de residencia|Nación|País ISO|País envío',
  email: `Correo electrónico|E-mail|Email|Correo|Dirección de correo|Mail|Email cliente|Correo personal|Correo-e|Email de contacto|Dirección email|Correo corporativo`,
  phone: `Teléfono|Tel.|Tfno.|Número de teléfono|Teléfono fijo|Teléfono 1|Tlf.|Teléfono de contacto|Telf.|Nº teléfono|Teléfono trabajo`,
  mobile: 'Móvil|Teléfono móvil|Celular|Nº móvil|Tel. móvil|Tfno. móvil|Número de móvil',
  card: 'Tarjeta de crédito|Número de tarjeta|Nº tarjeta|Tarjeta|Tarjeta bancaria|Núm. tarjeta|Tarjeta de pago|Número tarjeta crédito',
  iban: 'IBAN|Código IBAN|Cuenta bancaria (IBAN)|IBAN empleado|Nº IBAN|Cuenta IBAN|Cuenta de abono|Cuenta bancaria',
  ip: 'Dirección IP|IP|IP cliente|Última IP|IP de acceso|IP de registro|IP origen',
  username: 'Usuario|Nombre de usuario|Login|Identificador|Cuenta|Alias|Código usuario',
  password:
    'Contraseña|Clave|Pwd|Clave de acceso|Contraseña inicial|Contraseña (texto)|Password|Clave usuario|Contraseña provisional',
  hash: 'Hash contraseña|Contraseña cifrada|Hash clave|Pwd hash|Contraseña hash|Clave cifrada',
  customerNo: 'Nº cliente|Código cliente|Número de cliente|ID cliente|Cód. cliente|CodCliente|Cuenta cliente',
  employeeNo: 'Nº empleado|Código empleado|Número de empleado|ID empleado|Matrícula|Cód. trabajador|Nº trabajador',
  patientNo: 'Nº historia clínica|Historia clínica|NHC|ID paciente|Nº paciente|Número de historia',
  memberNo: 'Nº socio|Número de socio|Nº póliza|Número de póliza|ID contacto|Nº contrato|Tarjeta fidelidad nº',
  gender: 'Sexo|Género|Tratamiento|Título|H/M|Trato',
  organisation: 'Empresa|Razón social|Compañía|Organización|Empleador|Proveedor|Sociedad|Nombre empresa',
  relation: 'Tipo|Tipo de cliente|Categoría|Clase|Grupo de clientes|Tipo contacto',
  orderNo: 'Nº pedido|Número de pedido|Pedido|Ref. pedido|ID pedido|Cód. pedido|Orden de compra',
  invoiceNo: 'Nº factura|Número de factura|Factura|Núm. documento|Nº documento|Fra. nº|Nº albarán',
  trackingNo: 'Nº seguimiento|Número de envío|Nº envío|Código de seguimiento|Expedición|Localizador|Nº expedición',
  ean: 'EAN|Código EAN|Código de barras|GTIN|Cód. artículo|Referencia EAN|Cód. barras',
  product: 'Producto|Artículo|Descripción|Descripción artículo|Concepto|Nombre del producto',
  amount: 'Importe|Total|Precio|Importe (EUR)|Base imponible|Saldo|Importe total|Facturación',
  orderDate:
    'Fecha de pedido|Fecha|Fecha factura|Fecha de compra|Fecha entrega|Vencimiento|Último pedido|Última compra',
  hireDate: 'Fecha de alta|Fecha de ingreso|Cliente desde|Inicio contrato|Fecha de baja|Antigüedad|Alta',
  timestamp: 'Creado el|Fecha de creación|Última modificación|Modificado el|Último acceso|Fecha y hora|Actualizado el',
  epoch: 'Marca de tiempo ms|Hora evento|Unix time|TS creación|Epoch|TS modificación',
  uuid: 'UUID|GUID|ID sesión|ID solicitud|Identificador único|ID registro',
  version: 'Versión|Versión app|Versión del software|Build|Revisión|Ver.',
  checksum: 'Suma de control|SHA256|MD5|Hash fichero|Huella fichero|Resumen',
  status: 'Estado|Estado pedido|Activo|Situación|Estado cuenta|Fase',
  quantity: 'Cantidad|Uds.|Unidades|Cant.|Piezas|Cantidad pedida',
  note: 'Observaciones|Comentario|Notas|Nota|Nota interna|Comentarios',
  department: 'Departamento|Sección|Centro de coste|División|Área|Dpto.',
  jobTitle: 'Puesto|Cargo|Función|Categoría profesional|Profesión|Ocupación',
  reference: 'Referencia|ID transacción|Ref. pago|Nº operación|Nº incidencia|Expediente|Ref.',
};
